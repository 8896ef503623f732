"""All that the clerk is told, in one place: what happened, whether money moved, what to do now.

A sentence that stands alone on screen tells all three, in this order, as far as they are known; never more than is
known. Names of things are in `desktop.ui.words.words`.
"""
