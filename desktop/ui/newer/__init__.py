"""A newer version is there: the button in the status line, and the dialog that it opens."""
