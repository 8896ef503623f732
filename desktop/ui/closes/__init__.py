"""Daily closes: made, listed, printed."""
