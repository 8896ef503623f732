"""What the operating system gives: folders, the log, the crash file, the keyring, the lock on the orders."""
