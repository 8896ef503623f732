"""Backups, newer versions, and why a start failed."""
