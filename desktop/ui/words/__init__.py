"""The words for things on screen, in Chinese and English, and the sentences for the clerk."""
