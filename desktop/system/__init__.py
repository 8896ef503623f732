"""Operating-system services: folders, the log, the crash file, the keyring, the lock on the orders."""
