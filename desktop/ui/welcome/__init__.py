"""First start: where the owner enters the account."""
