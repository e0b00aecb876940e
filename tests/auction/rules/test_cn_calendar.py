"""The announced years agree with themselves: each made-up day is a weekend day outside every holiday."""

from __future__ import annotations

from datetime import date

import pytest

from auction.rules.calendar import spanned
from auction.rules.cn_calendar import CN_CALENDAR


@pytest.mark.parametrize(("number", "working_days"), [(2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_were_announced(number, working_days):
    days = spanned(date(number, 1, 1), date(number, 12, 31))

    assert sum(CN_CALENDAR.is_working(day) for day in days) == working_days


@pytest.mark.parametrize("number", CN_CALENDAR.years)
def test_work_is_made_up_at_weekends_and_never_on_a_holiday(number):
    year = CN_CALENDAR.years[number]

    assert all(day.weekday() >= 5 for day in year.made_up)
    assert not year.made_up & year.holidays
    assert {day.year for day in year.made_up | year.holidays} == {number}
