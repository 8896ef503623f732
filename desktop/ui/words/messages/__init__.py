"""Every message to the clerk, in one place: what happened, whether money moved, what to do now.

A message that is shown alone says all three, in this order, as far as they are known; never more than is known. Names
of things are in `desktop.ui.words.words`.
"""
