"""The calendar of a draft: which day means what, and on which days bidding may open.

Pure: what is written and the day of publication go in, weeks of days come out; the page only draws
them.  Days are those of the court (R-28).
"""

from __future__ import annotations

import calendar
import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Self

from auction.rules.days import day_after, local_date
from auction.rules.lead_times import earliest_start, lead_days
from auction.rules.rule_sets import calendar_of, last_day
from listings.asset import class_of
from listings.lot import Purpose
from listings.notice import Proposal

# From a publication to the balance of its round it is mostly no longer.
MONTHS_SHOWN = 3
YEARS = range(2000, 2200)
SATURDAY = 5


class Mark(enum.StrEnum):
    """What a day means for a draft."""

    NOTIFIED_BY = "notified_by"
    PUBLISHED = "published"
    EARLIEST = "earliest"
    LATEST = "latest"
    OPENS = "opens"
    CLOSES = "closes"
    BALANCE = "balance"


@dataclass(frozen=True)
class Leads:
    """Between which days bidding may open, if the notice is published that day.

    ``latest`` is the day to aim at; where nobody works on it, the law's own end is ``last``, as far as the
    holidays of its year are announced (R-28).
    """

    published: date
    notified_by: date
    earliest: date
    latest: date | None
    days: int
    last: date | None = None
    holidays_known: bool = True


@dataclass(frozen=True)
class Day:
    """One day of the calendar."""

    date: date
    in_month: bool
    marks: tuple[Mark, ...]
    may_open: bool

    @property
    def is_weekend(self) -> bool:
        """Say whether it is a Saturday or a Sunday."""
        return self.date.weekday() >= SATURDAY


@dataclass(frozen=True)
class Month:
    """One month in weeks from Monday to Sunday, with the days of its neighbours."""

    first: date
    weeks: tuple[tuple[Day, ...], ...]

    @classmethod
    def of(cls, first: date, leads: Leads, marks: Mapping[date, tuple[Mark, ...]]) -> Self:
        """Lay a month out."""
        weeks = calendar.Calendar().monthdatescalendar(first.year, first.month)
        return cls(
            first,
            tuple(
                tuple(
                    Day(day, day.month == first.month, marks.get(day, ()), may_open(day, leads))
                    for day in week
                )
                for week in weeks
            ),
        )


def leads_of(proposal: Proposal, at: datetime) -> Leads:
    """Return between which days the round may open, if it were published at that time (R-21, R-26, R-69)."""
    zone, is_second = proposal.court.time_zone, proposal.purpose is Purpose.SECOND
    asset_class, rules = class_of(proposal.draft.assets), proposal.rules
    published, latest = local_date(at, zone), None
    earliest = earliest_start(
        rules, asset_class=asset_class, second=is_second, published_at=at, time_zone=zone
    )
    if is_second and proposal.failed:
        latest = day_after(proposal.failed.failed_at, rules.days("round2_within"), zone)
    return Leads(
        published=published,
        notified_by=published - timedelta(days=rules.days("party_notice_lead")),
        earliest=local_date(earliest, zone),
        latest=latest,
        days=lead_days(rules, asset_class=asset_class, second=is_second),
        last=last_day(rules, latest) if latest else None,
        holidays_known=latest is None or calendar_of(rules).is_announced(latest),
    )


def may_open(day: date, leads: Leads) -> bool:
    """Say whether bidding may open that day."""
    return leads.earliest <= day and (leads.last is None or day <= leads.last)


def months_of(proposal: Proposal, leads: Leads, wanted: date | None = None) -> tuple[Month, ...]:
    """Return the months to show: from the wanted one on, or from the publication as far as the opening."""
    zone, draft = proposal.court.time_zone, proposal.draft
    opens = local_date(draft.opens_at, zone) if draft.opens_at else leads.earliest
    shown = _months_from(wanted or leads.published)
    if wanted is None and opens.replace(day=1) not in shown:
        shown = _months_from(opens)
    marks = marks_of(proposal, leads)
    return tuple(Month.of(each, leads, marks) for each in shown)


def marks_of(proposal: Proposal, leads: Leads) -> dict[date, tuple[Mark, ...]]:
    """Return what each marked day means, in the order of the marks."""
    zone, draft = proposal.court.time_zone, proposal.draft
    days: dict[Mark, date | None] = {
        Mark.NOTIFIED_BY: leads.notified_by,
        Mark.PUBLISHED: leads.published,
        Mark.EARLIEST: leads.earliest,
        Mark.LATEST: leads.latest,
        Mark.OPENS: local_date(draft.opens_at, zone) if draft.opens_at else None,
        Mark.CLOSES: local_date(draft.closes_at, zone) if draft.closes_at else None,
        Mark.BALANCE: local_date(draft.balance_due_at, zone) if draft.balance_due_at else None,
    }
    found: dict[date, tuple[Mark, ...]] = {}
    for mark, day in days.items():
        if day is not None:
            found[day] = (*found.get(day, ()), mark)
    return found


def _months_from(day: date) -> list[date]:
    shown = [day.replace(day=1)]
    while len(shown) < MONTHS_SHOWN:
        shown.append(next_month(shown[-1]))
    return shown


def next_month(first: date) -> date:
    """Return the first day of the month after."""
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(first: date) -> date:
    """Return the first day of the month before."""
    return (first.replace(day=1) - timedelta(days=1)).replace(day=1)


def read_day(text: str) -> date | None:
    """Read ``2026-12-20``, or ``2026-12`` as the first of it; what is neither is no day."""
    try:
        day = date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return None
    return day if day.year in YEARS and text.isascii() else None
