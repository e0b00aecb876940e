"""Days are counted where the court sits, the first of them not (R-21, R-28)."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from auction.rules.asset_class import AssetClass
from auction.rules.lead_times import earliest_start, lead_days
from auction.rules.rule_sets import rule_set

SHANGHAI = ZoneInfo("Asia/Shanghai")
CN = rule_set("cn-2016-18")


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("asset_class", "second", "published", "earliest"),
    [
        (AssetClass.MOVABLE, False, "2026-03-01T10:00", "2026-03-16T00:00"),
        (AssetClass.IMMOVABLE, False, "2026-03-01T10:00", "2026-03-31T00:00"),
        (AssetClass.OTHER_RIGHT, False, "2026-03-01T10:00", "2026-03-31T00:00"),
        (AssetClass.MOVABLE, True, "2026-03-01T10:00", "2026-03-08T00:00"),
        (AssetClass.IMMOVABLE, True, "2026-04-16T10:00", "2026-05-01T00:00"),
        # The court's midnight decides, not that of UTC.
        (AssetClass.MOVABLE, False, "2026-03-01T00:00", "2026-03-16T00:00"),
        (AssetClass.MOVABLE, False, "2026-03-01T23:59:59", "2026-03-16T00:00"),
        (AssetClass.MOVABLE, False, "2026-03-02T00:00", "2026-03-17T00:00"),
    ],
)
def test_a_notice_comes_so_many_days_before_the_start(asset_class, second, published, earliest):
    found = earliest_start(
        CN,
        asset_class=asset_class,
        second=second,
        published_at=shanghai(published),
        time_zone="Asia/Shanghai",
    )

    assert found == shanghai(earliest)


@pytest.mark.parametrize("asset_class", list(AssetClass))
def test_every_class_has_a_shorter_time_for_the_second_round(asset_class):
    first, second = (lead_days(CN, asset_class=asset_class, second=s) for s in (False, True))

    assert first > second
