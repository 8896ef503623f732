"""How a result reaches a clerk who is not looking: a sound, a spoken sentence, a message beside the clock."""
