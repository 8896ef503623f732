"""Backups, newer versions, and the causes of failed starts."""
