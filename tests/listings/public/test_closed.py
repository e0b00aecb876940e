"""What may be asked of the ended sales, and the figures of one and of many."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.rules.asset_class import AssetClass
from listings.listing import Status
from listings.public.closed import (
    FIGURED_MAX,
    MONTHS_MAX,
    Ended,
    Figures,
    Wish,
    bounds_of,
    figures_of,
    months_until,
    read_closed,
)
from tests.support.rounds import CLOSES_AT, cny

SOLD = Ended(
    lot_id="l1", round_id="r1", title="A flat", language="en", court_name="East", time_zone="Asia/Shanghai",
    asset_class=AssetClass.IMMOVABLE, kind="FIRST", photo_id="", status=Status.SOLD,
    starting_price=cny(714_000), hammer_price=cny(764_000), reference_price=cny(1_020_000), bid_count=6,
    bidder_count=3, extension_count=1, duration=timedelta(days=1), closed_at=CLOSES_AT,
)  # fmt: skip


def test_a_sold_round_says_its_premium_and_its_part_of_the_reference_price() -> None:
    assert (SOLD.premium, SOLD.of_reference) == (7, 75)


def test_an_unsold_round_has_neither() -> None:
    unsold = replace(SOLD, hammer_price=None, status=Status.UNSOLD)

    assert (unsold.premium, unsold.of_reference) == (None, None)


@pytest.mark.parametrize(
    ("asked", "wish"),
    [
        ({}, Wish()),
        ({"court": "c" * 90, "class": "MOVABLE", "outcome": "unsold", "month": "2026-03", "page": "2"},
         Wish("c" * 32, "MOVABLE", "unsold", "2026-03", 2)),
        ({"class": "boat", "outcome": "open", "month": "2026-13", "page": "-1"}, Wish()),
        ({"month": "２０２６-03", "outcome": "withdrawn", "page": "1e9"}, Wish()),
        ({"month": "1026-03"}, Wish()),
    ],
)  # fmt: skip
def test_what_names_nothing_is_left_out(asked: dict[str, str], wish: Wish) -> None:
    assert read_closed(asked) == wish


@pytest.mark.parametrize(
    ("month", "zone", "first", "after"),
    [
        ("2026-03", "Asia/Shanghai", (2026, 2, 28, 16), (2026, 3, 31, 16)),
        ("2026-12", "UTC", (2026, 12, 1, 0), (2027, 1, 1, 0)),
        # Clocks are put forward in that month, so it is an hour shorter.
        ("2026-03", "Europe/Berlin", (2026, 2, 28, 23), (2026, 3, 31, 22)),
    ],
)
def test_a_month_is_of_the_courts_own_calendar(
    month: str, zone: str, first: tuple[int, ...], after: tuple[int, ...]
) -> None:
    assert bounds_of(month, zone) == (datetime(*first, tzinfo=UTC), datetime(*after, tzinfo=UTC))  # type: ignore[misc]  # four numbers


def test_two_years_of_months_are_offered_this_one_first() -> None:
    months = months_until(datetime(2026, 2, 1, tzinfo=UTC))

    assert (months[:3], len(months)) == (("2026-02", "2026-01", "2025-12"), MONTHS_MAX)


@pytest.mark.parametrize(
    ("figures", "rate", "cut"),
    [
        (Figures(3, 2, 6), 67, False),
        (Figures(0, 0, None), 0, False),
        (Figures(FIGURED_MAX, 1, 0), 0, True),
        (Figures(FIGURED_MAX - 1, FIGURED_MAX - 1, 0), 100, False),
    ],
)
def test_figures_say_how_they_were_counted(figures: Figures, rate: int, cut: bool) -> None:
    assert (figures.sale_rate, figures.is_cut) == (rate, cut)


@pytest.mark.parametrize(
    ("hammers", "sold_count", "median"),
    [
        ([], 0, None),
        ([None], 0, None),
        ([100, None], 1, 0),
        ([150, 110], 2, 10),
        ([150, None, 110, 120], 3, 20),
        ([150, 110, 120, 1_000], 4, 20),
    ],
)
def test_the_median_premium_is_one_that_half_of_the_sold_rounds_reached(
    hammers: list[int | None], sold_count: int, median: int | None
) -> None:
    rounds = [(None if hammer is None else cny(hammer), cny(100)) for hammer in hammers]

    assert figures_of(rounds) == Figures(len(hammers), sold_count, median)
