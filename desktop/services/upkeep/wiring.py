"""The services of the upkeep area."""

from __future__ import annotations

from msgspec import Struct

from desktop.services.upkeep.disk_watch import DiskWatch
from desktop.services.upkeep.releases import Releases
from desktop.services.upkeep.safekeeping import Safekeeping


class UpkeepServices(Struct, frozen=True):
    """The use cases of backups, of the disk and of newer versions."""

    safekeeping: Safekeeping
    releases: Releases
    disk: DiskWatch
