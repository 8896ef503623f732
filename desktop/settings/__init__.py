"""The owner's settings: their fields, the rules for values, and the small JSON file that stores them."""

from desktop.settings.file import Fault, FileTrouble, Loaded, as_text, load, save
from desktop.settings.model import Settings, differing
from desktop.settings.proxy import Password

__all__ = ["Fault", "FileTrouble", "Loaded", "Password", "Settings", "as_text", "differing", "load", "save"]
