"""A day is a day of the court, and the first one is not counted (R-28)."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from auction.rules.days import day_after, end_of, local_date, start_of

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
