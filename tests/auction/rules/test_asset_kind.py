"""Every class has its kinds, and every kind the questions of the law (R-27)."""

from __future__ import annotations

import pytest

from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import KINDS_OF, AssetKind, asked_of, class_of_kind
from auction.rules.rule_sets import rule_set

RULES = rule_set("cn-2016-18")


def test_every_kind_belongs_to_one_class_and_every_class_has_kinds():
    kinds = [kind for each in KINDS_OF.values() for kind in each]

    assert sorted(kinds) == sorted(AssetKind)
    assert set(KINDS_OF) == set(AssetClass)
    assert all(kind in KINDS_OF[class_of_kind(kind)] for kind in AssetKind)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        pytest.param(
            AssetKind.HOME,
            "registry site_visit indoor_visit occupation floor_plan taxes known_defects lease_test "
            "construction_priority",
            id="R-27/1",
        ),
        pytest.param(
            AssetKind.PREMISES,
            "registry site_visit indoor_visit occupation floor_plan taxes known_defects lease_test "
            "construction_priority",
            id="R-27/2",
        ),
        pytest.param(
            AssetKind.LAND,
            "registry site_visit occupation taxes known_defects lease_test construction_priority",
            id="R-27/3",
        ),
        pytest.param(
            AssetKind.VEHICLE, "registration traffic_violations emission_standard mileage", id="R-27/4"
        ),
        pytest.param(AssetKind.FOOD, "expiry spoilage prohibited", id="R-27/5"),
        pytest.param(
            AssetKind.SHARES,
            "share_ratio subscribed paid_in contribution_deadlines company_accounts dividends",
            id="R-27/6",
        ),
        pytest.param(AssetKind.GOODS, "", id="R-27/7"),
        pytest.param(AssetKind.OTHER, "", id="R-27/8"),
    ],
)
def test_the_law_asks_of_each_kind_what_matters_to_it(kind, asked):
    assert asked_of(RULES, kind) == tuple(asked.split())
