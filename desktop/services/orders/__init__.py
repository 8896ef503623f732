"""Ordering, sending, tracking and settling."""
