"""Receipts for the window: what they say."""

from __future__ import annotations

from desktop.exchange.receipt import Labels as Labels
from desktop.exchange.receipt import Receipt as Receipt
from desktop.exchange.receipt import Shop as Shop
from desktop.exchange.receipt import Wording as Wording
from desktop.exchange.receipt import as_text as as_text
from desktop.exchange.receipt import receipt_of as receipt_of
