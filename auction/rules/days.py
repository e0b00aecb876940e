"""Counts days as the law does: in the court's own days, the first of them not counted (R-28).

A period of 15 days from something that happens on 1 March ends on 16 March.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo


def local_date(at: datetime, time_zone: str) -> date:
    """Return the calendar day of an instant where the court sits."""
    return at.astimezone(ZoneInfo(time_zone)).date()


def day_after(at: datetime, days: int, time_zone: str) -> date:
    """Return the last day of a period of so many days that begins with an instant."""
    return local_date(at, time_zone) + timedelta(days=days)


def months_after(day: date, months: int) -> date:
    """Return the same day of a later month, or that month's last day where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def start_of(day: date, time_zone: str) -> datetime:
    """Return the first instant of a day of the court, in UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


def end_of(day: date, time_zone: str) -> datetime:
    """Return the first instant after a day of the court, in UTC."""
    return start_of(day + timedelta(days=1), time_zone)
