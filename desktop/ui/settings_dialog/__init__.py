"""The owner's settings: a page for each kind of them."""
