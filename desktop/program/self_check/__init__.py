"""The program checks itself: its window, and what it needs from the system."""
