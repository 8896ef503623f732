"""The account book: what the balance should be, daily closes, reports, the cash drawer."""
