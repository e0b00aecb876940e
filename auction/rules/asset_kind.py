"""What a thing or right is closer than by its class, and what a court finds out of each kind (R-27)."""

from __future__ import annotations

import enum

from auction.rules.asset_class import AssetClass
from auction.rules.rule_set import RuleSet


class AssetKind(enum.StrEnum):
    """The kinds that the law asks different questions about; the rest is goods, or another right."""

    HOME = "HOME"
    PREMISES = "PREMISES"
    LAND = "LAND"
    VEHICLE = "VEHICLE"
    FOOD = "FOOD"
    GOODS = "GOODS"
    SHARES = "SHARES"
    OTHER = "OTHER"


KINDS_OF: dict[AssetClass, tuple[AssetKind, ...]] = {
    AssetClass.MOVABLE: (AssetKind.GOODS, AssetKind.VEHICLE, AssetKind.FOOD),
    AssetClass.IMMOVABLE: (AssetKind.HOME, AssetKind.PREMISES, AssetKind.LAND),
    AssetClass.OTHER_RIGHT: (AssetKind.SHARES, AssetKind.OTHER),
}
# Of these the law names nothing beyond what every notice says.
_UNASKED = (AssetKind.GOODS, AssetKind.OTHER)


def class_of_kind(kind: AssetKind) -> AssetClass:
    """Return the class to which a kind belongs; its lead times follow from that."""
    return next(asset_class for asset_class, kinds in KINDS_OF.items() if kind in kinds)


def asked_of(rules: RuleSet, kind: AssetKind) -> tuple[str, ...]:
    """Return what the court finds out of a thing of this kind, in the order of the law."""
    if kind in _UNASKED:
        return ()
    asked = rules.parameter(f"dd_{kind.value.lower()}").value
    assert isinstance(asked, tuple), "what is asked of a kind is a list"
    return asked
