"""The owner's settings: what they are, when a value is good, and the small JSON file that keeps them."""

from desktop.settings.file import Fault, Loaded, Trouble, load, save
from desktop.settings.model import Settings, differing
from desktop.settings.proxy import Password

__all__ = ["Fault", "Loaded", "Password", "Settings", "Trouble", "differing", "load", "save"]
