"""Qt's enumerations as plain numbers, for what the first window needs.

Naming one member of `PySide6.QtCore.Qt` creates the Python classes of all its enumerations, including the 500 keys, and
naming one of QStyle's creates those of the style: 13 ms and 5 ms that delay the first paint. Calling a function that
takes such a member in one of its overloads (QPainter.setPen, QAction.setShortcut) or that returns a style has the same
effect. Properties accept the numbers, and so does drawText. The first card painted needs a pen: only a start without
any card, in the morning, saves the 13 ms.
"""

from __future__ import annotations

PLAIN_TEXT = 0
SELECTABLE_BY_MOUSE = 1

ALIGN_LEFT = 0x01
ALIGN_RIGHT = 0x02
ALIGN_HCENTER = 0x04
ALIGN_TOP = 0x20
ALIGN_VCENTER = 0x80
ALIGN_CENTER = ALIGN_HCENTER | ALIGN_VCENTER

WORD_WRAP = 0x1000

NO_FOCUS = 0

DIGITS_ONLY = 0x10000
WITH_CHILDREN = 3
"""The context of a shortcut that belongs to a widget and its children."""

ALT = 0x08000000
"""A modifier of keys."""

ESCAPE = 0x01000000
BACKSPACE = 0x01000003
RETURN = 0x01000004
ENTER = 0x01000005
DELETE = 0x01000007
HOME = 0x01000010
END = 0x01000011
UP = 0x01000013
DOWN = 0x01000015
SPACE = 0x20

DISPLAY = 0
TOOL_TIP = 3
ACCESSIBLE_TEXT = 11
USER = 256
