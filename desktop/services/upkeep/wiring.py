"""The services of the upkeep's area, in one hand."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.upkeep.releases import Releases
from desktop.services.upkeep.safekeeping import Safekeeping


class UpkeepServices(Struct, frozen=True):
    """What a window may ask for about backups and newer versions."""

    safekeeping: Safekeeping
    releases: Releases
