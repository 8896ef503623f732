"""The owner's settings: what they are, when a value is good, and the small JSON file that keeps them."""

from desktop.settings.file import load, save
from desktop.settings.model import Settings

__all__ = ["Settings", "load", "save"]
