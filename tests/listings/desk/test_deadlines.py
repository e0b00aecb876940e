"""The last days of a second round: thirty to open, and before that the notice's own days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from auction.rules.asset_class import AssetClass
from auction.rules.rule_sets import rule_set
from listings.desk.deadlines import SecondRound, second_round

FAILED_AT = datetime(2026, 3, 1, 2, tzinfo=UTC)


def due(
    days: int, asset_class: AssetClass = AssetClass.IMMOVABLE, failed_at: datetime = FAILED_AT
) -> SecondRound:
    return second_round(
        failed_at,
        asset_class=asset_class,
        rules=rule_set("cn-2016-18"),
        time_zone="Asia/Shanghai",
        at=failed_at + timedelta(days=days),
    )


@pytest.mark.parametrize(
    ("asset_class", "published_by"),
    [
        (AssetClass.IMMOVABLE, date(2026, 3, 16)),
        (AssetClass.OTHER_RIGHT, date(2026, 3, 16)),
        (AssetClass.MOVABLE, date(2026, 3, 24)),
    ],
)
def test_the_notice_comes_its_own_days_before_the_last_opening(
    asset_class: AssetClass, published_by: date
) -> None:
    found = due(0, asset_class)

    assert (found.opens_by, found.published_by) == (date(2026, 3, 31), published_by)


@pytest.mark.parametrize(
    ("days", "left", "near", "late"),
    [(7, 8, False, False), (8, 7, True, False), (15, 0, True, False), (16, -1, False, True)],
)
def test_the_days_that_are_left_are_counted_to_the_publication(
    days: int, left: int, near: bool, late: bool
) -> None:
    found = due(days)

    assert (found.days_left, found.is_near, found.is_late) == (left, near, late)


@pytest.mark.parametrize(
    ("days", "left", "at_most", "near", "late"),
    [
        pytest.param(15, 0, 5, True, False, id="R-28/40"),
        pytest.param(16, -1, 4, True, False, id="R-28/41"),
        pytest.param(20, -5, 0, True, False, id="R-28/42"),
        pytest.param(21, -6, -1, False, True, id="R-28/43"),
    ],
)
def test_a_last_day_without_work_leaves_the_court_more_days(
    days: int, left: int, at_most: int, near: bool, late: bool
) -> None:
    # Thirty days after 1 April end on Labour Day, and the holiday lasts until 5 May.
    found = due(days, failed_at=datetime(2026, 4, 1, 2, tzinfo=UTC))

    assert (found.opens_by, found.days_left, found.days_at_most) == (date(2026, 5, 1), left, at_most)
    assert (found.is_near, found.is_late) == (near, late)
