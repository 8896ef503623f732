"""Shifts: taking the drawer over, cash in and out, the blind count, and the hand-over slip."""
