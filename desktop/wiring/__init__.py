"""Construction of the program's objects."""
