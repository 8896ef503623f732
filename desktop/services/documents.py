"""Printed documents for the window: what they say."""

from __future__ import annotations

from desktop.exchange.document import Content as Content
from desktop.exchange.document import Document as Document
from desktop.exchange.document import Fact as Fact
from desktop.exchange.document import Grid as Grid
from desktop.exchange.document import Head as Head
from desktop.exchange.document import Heading as Heading
from desktop.exchange.document import Item as Item
from desktop.exchange.document import Part as Part
from desktop.exchange.document import as_text as as_text
from desktop.exchange.document import one_line as one_line
