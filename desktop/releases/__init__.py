"""Requests for the newest release from the publisher's address: HTTP, the signature, and the bundled key."""
