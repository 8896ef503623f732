"""The main window, the bars around its tabs, and the dialogs that it opens."""
