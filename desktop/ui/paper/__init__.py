"""What is put on paper, whatever it says: laid out, cut into pages, looked at, printed, kept as a file."""
