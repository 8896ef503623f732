"""An order: its states, its events, and the rules by which they change it."""
