"""What things are called on screen, in Chinese and English, and the sentences that the clerk reads."""
