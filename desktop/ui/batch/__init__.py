"""The batch tab: a list is read, looked through, sent, and followed."""
