"""A duty whose last day is a holiday ends on the next working day, made-up working days among them (R-28)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.rules.calendar import ROLLED_DAYS_MAX, Calendar, Year, rolled, spanned
from auction.rules.cn_calendar import CN_CALENDAR
from auction.rules.rule_sets import calendar_of, rule_set


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # The rulebook's own: 30 days after 1 April end on Labour Day.
        pytest.param("2026-05-01", "2026-05-06", id="R-28/1"),
        pytest.param("2026-04-30", "2026-04-30", id="R-28/2"),
        pytest.param("2026-05-06", "2026-05-06", id="R-28/3"),
        # A Saturday on which work is made up is a working day, one without is not.
        pytest.param("2026-05-09", "2026-05-09", id="R-28/4"),
        pytest.param("2026-05-16", "2026-05-18", id="R-28/5"),
        # The longest holiday of the year, and the made-up Saturday before it.
        pytest.param("2026-02-14", "2026-02-14", id="R-28/6"),
        pytest.param("2026-02-15", "2026-02-24", id="R-28/7"),
        # Two holidays with one day's work between them would roll once only.
        pytest.param("2026-09-25", "2026-09-28", id="R-28/8"),
        pytest.param("2025-10-01", "2025-10-09", id="R-28/9"),
    ],
)
def test_a_holiday_moves_the_last_day_to_the_next_working_day(day, expected):
    assert rolled(date.fromisoformat(day), CN_CALENDAR) == date.fromisoformat(expected)


def test_a_year_that_is_not_announced_counts_its_weekends_only():
    labour_day = date(2031, 5, 1)

    assert not CN_CALENDAR.is_announced(labour_day)
    assert rolled(labour_day, CN_CALENDAR) == labour_day
    assert rolled(date(2031, 5, 3), CN_CALENDAR) == date(2031, 5, 5)


@given(day=st.dates(date(2024, 1, 1), date(2032, 12, 31)))
def test_no_day_moves_back_nor_past_a_working_day(day):
    moved = rolled(day, CN_CALENDAR)

    assert CN_CALENDAR.is_working(moved)
    assert not any(CN_CALENDAR.is_working(each) for each in spanned(day, moved - timedelta(days=1)))


def test_a_calendar_without_a_working_day_is_a_mistake_and_no_endless_search():
    first = date(2026, 1, 1)
    free = frozenset(spanned(first, first + timedelta(days=ROLLED_DAYS_MAX + 7)))

    with pytest.raises(AssertionError, match="no holiday is that long"):
        rolled(first, Calendar({2026: Year("nobody", free, frozenset())}))


def test_the_rule_set_names_its_calendar():
    assert calendar_of(rule_set("cn-2016-18")) is CN_CALENDAR
