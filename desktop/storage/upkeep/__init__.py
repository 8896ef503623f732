"""Backups: made, copied to a second folder, validated, and restored."""
