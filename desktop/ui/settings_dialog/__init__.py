"""The dialog of the owner's settings, with a page for each kind."""
