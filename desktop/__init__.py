"""Top-up Desk 话费充值台: a desktop console that orders mobile top-ups from Wikeyun."""

__version__ = "0.1.0"
