"""Receipts: laid out, looked at, printed, kept as a file."""
