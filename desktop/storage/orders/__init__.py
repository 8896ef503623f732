"""Orders and their events as rows."""
