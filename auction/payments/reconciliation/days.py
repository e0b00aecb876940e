"""Which days of an account are to be compared, and from when to when a day lasts.

Pure.  A day is compared early the next morning, by the clock of the court; days that were missed are made
up for, the oldest first, and a day with an open difference is compared again every morning.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from auction.payments.reconciliation.matching import Span

# By six in the morning a gateway has listed the day before, and no office is open yet.
MORNING = time(6)
# What a gateway books later than this is no matter of midnight any more.
GRACE = timedelta(days=3)
# Days made up for, or compared again: a month of holidays without a clock still comes back whole.
DAYS_BACK_MAX = 35
# Days of one account in one tick: each asks the gateway for its lines.
DAYS_MAX = 3


def span_of(day: date, time_zone: str) -> Span:
    """Return the day of that zone; where a clock was set it has 23 or 25 hours."""
    zone = ZoneInfo(time_zone)
    ends = day + timedelta(days=1)
    return Span(
        datetime.combine(day, time(), zone).astimezone(UTC),
        datetime.combine(ends, time(), zone).astimezone(UTC),
    )


def with_grace(span: Span) -> Span:
    """Return the span in which the other side of a line of this day may stand."""
    return Span(span.since - GRACE, span.until + GRACE)


def last_whole_day(at: datetime, time_zone: str) -> date:
    """Return the last day that may be compared: yesterday from the morning on, before it the day before."""
    local = at.astimezone(ZoneInfo(time_zone))
    return local.date() - timedelta(days=1 if local.time() >= MORNING else 2)


def morning_of(at: datetime, time_zone: str) -> datetime:
    """Return when the last morning began in which days are compared."""
    last = last_whole_day(at, time_zone) + timedelta(days=1)
    return datetime.combine(last, MORNING, ZoneInfo(time_zone)).astimezone(UTC)


def days_to_do(
    at: datetime,
    time_zone: str,
    *,
    first: date | None,
    done: Mapping[date, datetime],
    open_days: Collection[date],
) -> list[date]:
    """Return the days to compare now, the oldest first.

    ``first`` is the day of the first line, ``done`` when each day was compared last, ``open_days`` those
    with a difference that is still open.
    """
    last, morning = last_whole_day(at, time_zone), morning_of(at, time_zone)
    since = max(first or last, last - timedelta(days=DAYS_BACK_MAX - 1))
    days = [since + timedelta(days=number) for number in range((last - since).days + 1)]
    due = [day for day in days if day not in done or (day in open_days and done[day] < morning)]
    return due[:DAYS_MAX]
