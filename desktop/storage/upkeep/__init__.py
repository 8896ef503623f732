"""Backups: made, copied to a second folder, judged, and restored."""
