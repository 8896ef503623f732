"""Numbers and amounts in messages that people send: a digit, an amount or its owner is never guessed."""
