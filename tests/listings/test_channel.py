"""Lots are sold online unless a law orders another way, which the court names (R-01)."""

from __future__ import annotations

import pytest

from auction.rules.asset_kind import AssetKind
from auction.rules.rule_sets import CURRENT, rule_set
from listings import channel

RULES = rule_set(CURRENT)


def _reason(refusal):
    return (str(refusal.reason), refusal.rule) if refusal else None


@pytest.mark.parametrize(
    ("way", "basis", "refused"),
    [
        pytest.param("", "", None, id="R-01/1"),
        pytest.param("online", "", None, id="R-01/2"),
        # The rulebook's own: a truck to be sold offline without a legal basis.
        pytest.param("offline", "", ("channel_without_basis", "R-01/NO_BASIS"), id="R-01/3"),
        pytest.param("offline", "Securities Law art. 1", None, id="R-01/4"),
        pytest.param("by post", "Securities Law art. 1", ("channel_unknown", "R-01"), id="R-01/5"),
    ],
)
def test_another_way_needs_its_legal_basis(way, basis, refused):
    assert _reason(channel.judge_channel(way, basis)) == refused


@pytest.mark.parametrize(
    ("way", "kinds", "refused"),
    [
        pytest.param("", [AssetKind.VEHICLE], None, id="R-01/10"),
        pytest.param("online", [AssetKind.SHARES, None], None, id="R-01/11"),
        pytest.param("offline", [AssetKind.VEHICLE, None], ("sold_another_way", "R-01"), id="R-01/12"),
        pytest.param(
            "offline", [AssetKind.VEHICLE, AssetKind.SHARES], ("shares_online_only", "R-01"), id="R-01/13"
        ),
    ],
)
def test_what_is_sold_another_way_is_not_published_here(way, kinds, refused):
    assert _reason(channel.judge_sale(way, kinds, RULES)) == refused
