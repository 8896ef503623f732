"""The balance, the account book, daily closes and reports."""
