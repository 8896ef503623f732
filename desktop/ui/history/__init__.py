"""The history tab: every order, search, and an order's sheet."""
