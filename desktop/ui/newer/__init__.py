"""The newer version: its button in the status line, and the dialog that the button opens."""
