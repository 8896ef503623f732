"""The people of the shop: who is signed in, and what each may do."""
