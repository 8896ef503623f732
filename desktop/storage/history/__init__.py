"""Lists of orders of any length: searched, counted, read by position, exported."""
