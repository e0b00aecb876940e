"""What the assets of a lot make of the lot."""

from __future__ import annotations

import pytest

from auction.kernel.money import Money
from auction.rules.asset_class import AssetClass
from listings.asset import Asset, class_of, reference_of

MOVABLE, IMMOVABLE, RIGHT = AssetClass.MOVABLE, AssetClass.IMMOVABLE, AssetClass.OTHER_RIGHT


def priced(minor: int | None) -> Asset:
    """Return an asset worth so much."""
    return Asset(MOVABLE, "Desk", reference_price=None if minor is None else Money(minor, "CNY"))


@pytest.mark.parametrize(
    ("classes", "found"),
    [
        pytest.param([MOVABLE, MOVABLE], MOVABLE, id="R-21/7"),
        pytest.param([MOVABLE, IMMOVABLE, RIGHT], IMMOVABLE, id="R-21/8"),
        pytest.param([MOVABLE, RIGHT], RIGHT, id="R-21/9"),
    ],
)
def test_a_mixed_lot_has_the_class_of_the_longest_lead_time(
    classes: list[AssetClass], found: AssetClass
) -> None:
    assert class_of([Asset(asset_class, "Thing") for asset_class in classes]) is found


@pytest.mark.parametrize(
    ("minors", "total"), [([], None), ([100, None], None), ([100], 100), ([100, 250], 350)]
)
def test_the_reference_price_of_a_lot_is_the_sum_once_all_are_known(
    minors: list[int | None], total: int | None
) -> None:
    expected = None if total is None else Money(total, "CNY")

    assert reference_of([priced(minor) for minor in minors]) == expected
