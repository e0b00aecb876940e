"""Which days of an account are to be compared, and from when to when a day lasts.

Pure.  A day is compared early the next morning, by the clock of the court; days that were missed are made
up for, the oldest first, and a day with an open difference is compared again every morning.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from auction.payments.reconciliation.matching import Span

# By six in the morning a gateway has listed the day before, and no office is open yet.
MORNING = time(6)
# What a gateway books later than this is no matter of midnight any more.
GRACE = timedelta(days=3)
# Days made up for, or compared again: a month of holidays without a clock still comes back whole.
DAYS_BACK_MAX = 35
# So long the inbox has to read what the gateway was asked to say again, before the day is compared again.
ASKED_WAIT = timedelta(seconds=10)
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


def far_from(span: Span) -> tuple[Span, Span]:
    """Return the weeks before and after that, in which the other side of what came late may stand."""
    near, weeks = with_grace(span), timedelta(days=DAYS_BACK_MAX)
    return Span(span.since - weeks, near.since), Span(near.until, span.until + weeks)


def local_day(at: datetime | None, time_zone: str) -> date | None:
    """Return the day on which a moment falls there; nothing of nothing."""
    return None if at is None else at.astimezone(ZoneInfo(time_zone)).date()


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
    open_days: Mapping[date, datetime | None],
) -> list[date]:
    """Return the days to compare now, the oldest first.

    ``first`` is the day of the first line, ``done`` when each day was compared last, ``open_days`` those
    with a difference that is still open, and when a person last had the gateway asked about one.
    """
    last, morning = last_whole_day(at, time_zone), morning_of(at, time_zone)
    oldest = last - timedelta(days=DAYS_BACK_MAX - 1)
    # Yesterday is compared even before the first line: the gateway may have one.  After the first day
    # that was ever compared there are no gaps.
    since = max(min(first or last, last, *done), oldest)
    days = [since + timedelta(days=number) for number in range((last - since).days + 1)]
    missed = [day for day in days if day not in done]
    again = [
        day
        for day, asked_at in sorted(open_days.items())
        if oldest <= day and day in done and (done[day] < morning or _is_answered(asked_at, done[day], at))
    ]
    return sorted((*missed, *again))[:DAYS_MAX]


def _is_answered(asked_at: datetime | None, done_at: datetime, at: datetime) -> bool:
    return asked_at is not None and done_at <= asked_at <= at - ASKED_WAIT
