"""An asset: one seized thing or right, as a notice describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auction.kernel.money import Money
from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind
from listings.diligence.finding import Finding

# A lot of more assets than this is several lots.
ASSETS_MAX = 50


@dataclass(frozen=True)
class Asset:
    """What it is, where it is, what it is worth, what is wrong with it and what the court found out."""

    asset_class: AssetClass
    title: str
    description: str = ""
    place: str = ""
    reference_price: Money | None = None
    known_defects: str = ""
    kind: AssetKind | None = None
    findings: Mapping[str, Finding] = field(default_factory=dict)


def class_of(assets: Sequence[Asset]) -> AssetClass:
    """Return the class whose lead times hold for the whole lot: a mixed lot takes the longer (R-21)."""
    classes = {asset.asset_class for asset in assets}
    for asset_class in (AssetClass.IMMOVABLE, AssetClass.OTHER_RIGHT):
        if asset_class in classes:
            return asset_class
    return AssetClass.MOVABLE


def reference_of(assets: Sequence[Asset]) -> Money | None:
    """Return the reference price of the whole lot, or None while an asset has none."""
    prices = [asset.reference_price for asset in assets if asset.reference_price is not None]
    if not prices or len(prices) < len(assets):
        return None
    total = prices[0]
    for price in prices[1:]:
        total = total + price
    return total
