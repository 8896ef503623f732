"""The recharge tab: the form, the confirm sheet and the running orders."""
