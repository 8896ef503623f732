"""Receipts: what they say, and how it stands on paper."""
