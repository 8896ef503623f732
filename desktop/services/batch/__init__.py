"""Use cases of batches: staging a list, sending it, and what became of it."""
