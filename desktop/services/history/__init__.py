"""Reading, searching and exporting past orders."""
