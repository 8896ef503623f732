"""The balance tab."""
