"""The gallery: the real controls, forced into each of their states."""
