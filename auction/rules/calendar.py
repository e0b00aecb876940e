"""Working days: on which day a duty ends whose last day is a holiday (R-28, 民事诉讼法 §85).

A country moves working days to weekends and back, so weekdays alone do not tell.  Each year's days are
announced shortly before it; a year that is not announced yet counts its weekends only, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

# The longest holiday of any calendar here, with room to spare: no search goes on for ever.
ROLLED_DAYS_MAX = 31
_SATURDAY = 5
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Year:
    """The working days of one year as announced: holidays, and weekend days on which work is made up."""

    source: str
    holidays: frozenset[date]
    made_up: frozenset[date]


@dataclass(frozen=True)
class Calendar:
    """The working days of one country, year by year."""

    years: dict[int, Year]

    def is_announced(self, day: date) -> bool:
        """Say whether the working days of that year are known."""
        return day.year in self.years

    def is_working(self, day: date) -> bool:
        """Say whether the courts work on that day."""
        year = self.years.get(day.year)
        if year is not None and (day in year.holidays or day in year.made_up):
            return day in year.made_up
        return day.weekday() < _SATURDAY


def rolled(day: date, calendar: Calendar) -> date:
    """Return the day itself, or the next working day when it is none.

    For duties of the court.  A least period never rolls, and what protects bidders does not either.
    """
    for _ in range(ROLLED_DAYS_MAX):
        if calendar.is_working(day):
            return day
        day += _DAY
    raise AssertionError("no holiday is that long")


def spanned(first: date, last: date) -> Iterable[date]:
    """Return the days from the first to the last, both included."""
    return (first + _DAY * number for number in range((last - first).days + 1))
