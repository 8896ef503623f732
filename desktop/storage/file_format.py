"""By what a database file is known to be ours."""

from __future__ import annotations

SHOP_ID = 0x54445553
PRACTICE_ID = 0x54445052
"""Written into the file, so that practice data is never opened as the shop's, nor the other way round."""
SCHEMA_VERSION = 6
