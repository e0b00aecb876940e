"""The calendar: what a day means, on which days bidding may open, and how months are laid out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from auction.rules.asset_class import AssetClass
from listings.desk import month
from listings.desk.month import Mark, leads_of, marks_of, may_open, months_of, read_day
from listings.lot import Purpose
from listings.notice import Failed
from tests.listings.test_notice import ASSET, AT, PROPOSAL, without

MOVABLE = without(assets=(replace(ASSET, asset_class=AssetClass.MOVABLE),))
FAILED = Failed(PROPOSAL.draft.starting_price, AT - timedelta(days=3))  # type: ignore[arg-type]  # it has one


@pytest.mark.parametrize(
    ("proposal", "purpose", "earliest", "days"),
    [
        (PROPOSAL, Purpose.FIRST, date(2026, 3, 31), 30),
        (MOVABLE, Purpose.FIRST, date(2026, 3, 16), 15),
        (PROPOSAL, Purpose.SECOND, date(2026, 3, 16), 15),
        (MOVABLE, Purpose.SECOND, date(2026, 3, 8), 7),
    ],
)
def test_lead_times_follow_class_and_round(
    proposal: object, purpose: Purpose, earliest: date, days: int
) -> None:
    assert isinstance(proposal, type(PROPOSAL))

    leads = leads_of(replace(proposal, purpose=purpose, failed=FAILED), AT)

    assert (leads.published, leads.earliest, leads.days) == (date(2026, 3, 1), earliest, days)
    assert leads.notified_by == date(2026, 2, 26)
    assert leads.latest == (date(2026, 3, 28) if purpose is Purpose.SECOND else None)


def test_bidding_may_open_from_the_earliest_to_the_latest_day() -> None:
    leads = leads_of(replace(PROPOSAL, purpose=Purpose.SECOND, failed=FAILED), AT)

    days = [date(2026, 3, 15), date(2026, 3, 16), date(2026, 3, 28), date(2026, 3, 30), date(2026, 3, 31)]

    # The 28th is a Saturday: the court aims at it, and its duty ends with Monday.
    assert [may_open(day, leads) for day in days] == [False, True, True, True, False]
    assert (leads.latest, leads.last, leads.holidays_known) == (days[2], days[3], True)


@pytest.mark.parametrize(
    ("failed_on", "last", "known"),
    [
        pytest.param(date(2026, 4, 1), date(2026, 5, 6), True, id="R-28/30"),
        pytest.param(date(2026, 4, 29), date(2026, 5, 29), True, id="R-28/31"),
        pytest.param(date(2031, 4, 1), date(2031, 5, 1), False, id="R-28/32"),
    ],
)
def test_a_last_day_without_work_moves_on_and_an_unknown_year_says_so(
    failed_on: date, last: date, known: bool
) -> None:
    failed = Failed(
        FAILED.starting_price, datetime(failed_on.year, failed_on.month, failed_on.day, 4, tzinfo=UTC)
    )

    leads = leads_of(replace(PROPOSAL, purpose=Purpose.SECOND, failed=failed), AT)

    assert leads.latest == failed_on + timedelta(days=30)
    assert (leads.last, leads.holidays_known) == (last, known)


def test_days_have_their_marks() -> None:
    marks = marks_of(without(opens_at=AT + timedelta(days=30)), leads_of(PROPOSAL, AT))

    assert marks[date(2026, 3, 31)] == (Mark.EARLIEST, Mark.OPENS)
    assert marks[date(2026, 3, 1)] == (Mark.PUBLISHED,)
    assert marks[date(2026, 4, 2)] == (Mark.CLOSES,)
    assert Mark.LATEST not in [mark for found in marks.values() for mark in found]


def test_months_begin_with_the_publication_and_are_whole_weeks() -> None:
    shown = months_of(PROPOSAL, leads_of(PROPOSAL, AT))

    assert [each.first for each in shown] == [date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)]
    april = shown[1]
    assert all(len(week) == 7 and week[0].date.weekday() == 0 for week in april.weeks)
    assert sum(day.in_month for week in april.weeks for day in week) == 30
    assert [day.is_weekend for day in april.weeks[0]] == [False] * 5 + [True] * 2


def test_a_far_opening_and_a_wanted_month_are_shown() -> None:
    far = without(opens_at=AT + timedelta(days=200))

    assert months_of(far, leads_of(far, AT))[0].first == date(2026, 9, 1)
    assert months_of(far, leads_of(far, AT), date(2026, 12, 9))[1].first == date(2027, 1, 1)
    assert month.month_before(date(2027, 1, 1)) == date(2026, 12, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-12-20", date(2026, 12, 20)),
        ("2026-12", date(2026, 12, 1)),
        ("2026-02-30", None),
        ("9999-12-31", None),
        ("0001-01-01", None),
        ("", None),
        ("x" * 9_000, None),
        ("٢٠٢٦-١٢", None),
    ],
)
def test_an_address_names_a_day_or_none(text: str, day: date | None) -> None:
    assert read_day(text) == day
