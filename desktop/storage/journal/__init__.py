"""The journal beside the database, and the recovery of records that only the journal has."""
