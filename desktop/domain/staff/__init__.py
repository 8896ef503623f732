"""The people of the shop: who they are, and what each of them may do."""
