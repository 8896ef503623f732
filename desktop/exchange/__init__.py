"""Files in and out: tables for spreadsheet programs."""
