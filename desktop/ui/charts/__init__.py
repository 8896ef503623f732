"""Charts painted by this program: days with amounts and balances, and groups of a report."""
