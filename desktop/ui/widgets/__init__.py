"""Widgets and small Qt tools that every screen uses."""
