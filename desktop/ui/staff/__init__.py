"""The people of the shop: the list, signing in, the locked window."""
