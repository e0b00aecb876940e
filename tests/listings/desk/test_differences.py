"""A judge sees everything that changed since the last notice, in the order of amounts, times, texts."""

from __future__ import annotations

from datetime import timedelta

from auction.kernel.money import Money
from listings import notice
from listings.desk.differences import Difference, differences
from tests.listings.test_notice import OPENS_AT, compose, without


def test_nothing_differs_from_itself() -> None:
    assert differences(notice.parse(compose()), notice.parse(compose(version=2))) == ()


def test_amounts_times_and_texts_are_told() -> None:
    cheaper = without(
        starting_price=Money(60_000_000, "CNY"), opens_at=OPENS_AT + timedelta(hours=1), title="House"
    )

    found = differences(notice.parse(compose()), notice.parse(compose(cheaper)))

    assert found == (
        Difference("starting_price", Money(71_400_000, "CNY"), Money(60_000_000, "CNY")),
        Difference("opens_at", OPENS_AT, OPENS_AT + timedelta(hours=1)),
        Difference("title", "Flat 房产", "House"),
    )
