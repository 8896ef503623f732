"""The journal beside the database, and the recovery of what only the journal knows."""
