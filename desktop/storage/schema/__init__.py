"""The tables, triggers and migrations of the database file."""
