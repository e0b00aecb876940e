"""The world as doors are given it: clock, database, settings."""

from __future__ import annotations

from dataclasses import dataclass

from auction.kernel.clock import Clock
from auction.kernel.database import Database
from auction.kernel.settings import Settings


@dataclass(frozen=True)
class World:
    """What only doors may touch."""

    clock: Clock
    database: Database
    settings: Settings
