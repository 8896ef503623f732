"""The account book: the expected balance, daily closes, reports, the cash drawer."""
