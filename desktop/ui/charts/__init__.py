"""Pictures of numbers, painted here: days with their amounts and balances, groups of a report."""
