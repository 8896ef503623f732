"""The Wikeyun API over httpx."""
