"""First start: the owner enters the account."""
