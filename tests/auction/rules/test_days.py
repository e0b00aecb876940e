"""A day is a day of the court, and the first one is not counted (R-28)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from auction.rules.days import day_after, end_of, local_date, months_after, start_of

SHANGHAI = ZoneInfo("Asia/Shanghai")


def shanghai(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_the_same_instant_is_another_day_in_another_court():
    at = shanghai("2026-03-02T05:00")

    assert local_date(at, "Asia/Shanghai") == date(2026, 3, 2)
    assert local_date(at, "Europe/Berlin") == date(2026, 3, 1)


def test_a_day_may_have_23_hours():
    start, end = start_of(date(2026, 3, 29), "Europe/Berlin"), end_of(date(2026, 3, 29), "Europe/Berlin")

    assert (end - start).total_seconds() == 23 * 3600


def test_thirty_days_after_the_first_of_april_end_on_the_first_of_may():
    assert day_after(shanghai("2026-04-01T10:00"), 30, "Asia/Shanghai") == date(2026, 5, 1)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2025-06-30", 12, "2026-06-30"),
        ("2026-06-30", 6, "2026-12-30"),
        # A month that has no such day ends the period on its last one.
        ("2025-08-31", 6, "2026-02-28"),
        ("2027-08-31", 6, "2028-02-29"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_months_end_on_the_same_day(day, months, expected):
    assert months_after(date.fromisoformat(day), months).isoformat() == expected
