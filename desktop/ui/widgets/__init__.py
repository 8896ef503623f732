"""Widgets and small Qt tools shared by all screens."""
