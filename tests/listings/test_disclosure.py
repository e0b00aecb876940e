"""What must be shown on the day of publication."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from auction.rules.asset_class import AssetClass
from auction.rules.rule_sets import rule_set
from listings import disclosure
from listings.asset import Asset
from listings.lot import Draft
from listings.reason import Missing

EMPTY = Draft("", "CNY", (Asset(AssetClass.MOVABLE, ""),), {})


def test_an_empty_draft_lacks_everything_under_its_rule() -> None:
    found = [
        *disclosure.lacking_property(EMPTY),
        *disclosure.lacking_terms(EMPTY),
        *disclosure.lacking_words(EMPTY),
    ]

    assert {(refusal.reason, refusal.rule) for refusal in found} >= {
        (Missing.KNOWN_DEFECTS, "R-22"),
        (Missing.PRICING_BASIS, "R-20"),
        (Missing.PANEL_DECISION, "R-08"),
        (Missing.TAXES, "R-23/MISSING(taxes)"),
        (Missing.BALANCE_DUE_AT, "R-22"),
    }
    assert len(found) == 5 + 6 + 11


def test_a_gap_of_several_assets_is_named_once() -> None:
    two = Draft("Lot", "CNY", EMPTY.assets * 2, {})

    assert [refusal.reason for refusal in disclosure.lacking_property(two)].count(Missing.PLACE) == 1


@pytest.mark.parametrize(
    ("notified_on", "refused"), [(date(2026, 2, 26), False), (date(2026, 2, 27), True), (None, False)]
)
def test_three_days_lie_between_notification_and_publication(notified_on: date | None, refused: bool) -> None:
    # 17:00 UTC is already 1 March at the court.
    published_at = datetime(2026, 2, 28, 17, tzinfo=UTC)

    found = disclosure.check_notified(
        notified_on, rules=rule_set("cn-2016-18"), published_at=published_at, time_zone="Asia/Shanghai"
    )

    assert bool(found) == refused
