"""The built-in practice platform: an ASGI app that plays Wikeyun, all state in memory."""
