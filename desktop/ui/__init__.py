"""Qt Widgets: one folder per tab."""
