"""The built-in practice platform: an ASGI app that simulates Wikeyun, all state in memory."""
