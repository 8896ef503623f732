"""Balances, account entries, daily closes, and sums by day."""
