"""The program's start: the clerk sees and types before anything else is loaded. `log` takes its milestones."""

from __future__ import annotations

import logging

log = logging.getLogger(__name__)
