"""Pictures of the program: README's, and the gallery of its controls."""
