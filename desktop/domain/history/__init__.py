"""Searching the orders."""
