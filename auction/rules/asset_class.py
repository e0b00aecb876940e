"""The classes of property that rules tell apart."""

from __future__ import annotations

import enum


class AssetClass(enum.StrEnum):
    """What a thing or right is; lead times follow from it (R-21)."""

    MOVABLE = "MOVABLE"
    IMMOVABLE = "IMMOVABLE"
    OTHER_RIGHT = "OTHER_RIGHT"
