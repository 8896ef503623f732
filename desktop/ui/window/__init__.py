"""The main window, what frames its tabs, and the dialogs that it opens."""
