"""Reading lists."""
