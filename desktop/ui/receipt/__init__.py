"""Receipts: wording, layout and dialog."""
