"""Backups and newer versions: the rules, without any I/O."""
