"""Alerts for a clerk who is not looking: a sound, a spoken sentence, a tray message."""
