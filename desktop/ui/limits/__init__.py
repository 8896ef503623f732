"""Limits and blocked numbers on screen."""
