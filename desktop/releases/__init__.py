"""Asking the publisher's place for the newest release: HTTP, the signature, and the bundled key."""
