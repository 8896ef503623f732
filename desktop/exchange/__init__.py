"""Exported files: tables for spreadsheet programs, and documents as data."""
