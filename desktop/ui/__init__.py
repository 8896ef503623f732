"""Qt Widgets: one folder a tab."""
