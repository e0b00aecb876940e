"""Reads the moments and the place in a statement that a page is asked for, in the court's zone.

A moment is a day (``2026-03-31``) or a minute (``2026-03-31T10:00``).
"""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from auction.kernel.refusal import Refusal
from auction.ledger.statement import Cursor

# Nothing was sold here before, and nothing is planned after; offsets stay computable.
YEARS = range(1990, 2201)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?", re.ASCII)


class Reason(enum.StrEnum):
    """Why a moment, a period or a place is turned down."""

    NOT_A_MOMENT = "money_not_a_moment"
    PERIOD_EMPTY = "money_period_empty"
    NO_SUCH_PLACE = "money_no_such_place"
    CURRENCY_UNKNOWN = "money_currency_unknown"


@dataclass(frozen=True)
class Period:
    """From when until when, half-open, and after which line; what is not given is not narrowed."""

    since: datetime | None = None
    until: datetime | None = None
    after: Cursor | None = None

    def told(self) -> dict[str, str]:
        """Return the moments between which it lies, for the entry that records a sheet."""
        moments = {"from": self.since, "to": self.until}
        return {name: moment.isoformat() for name, moment in moments.items() if moment}


def read_moment(text: str, zone: str) -> datetime | Refusal | None:
    """Read the moment as of which balances are asked: nothing is now, a day is its end."""
    return _read(text.strip(), zone, "at", whole_day=True)


def read_period(given: Mapping[str, str], zone: str) -> Period | Refusal:
    """Read a period and the place in it; the last day counts whole."""
    since = _read(given.get("from", "").strip(), zone, "from", whole_day=False)
    until = _read(given.get("to", "").strip(), zone, "to", whole_day=True)
    for read in (since, until):
        if isinstance(read, Refusal):
            return read
    assert not isinstance(since, Refusal)
    assert not isinstance(until, Refusal)
    if since is not None and until is not None and since >= until:
        return Refusal(Reason.PERIOD_EMPTY, "", {"since": since, "until": until})
    after = read_cursor(given.get("after", ""))
    return after if isinstance(after, Refusal) else Period(since, until, after)


def read_cursor(text: str) -> Cursor | Refusal | None:
    """Read the line after which a page begins; nothing is the first page."""
    if not text:
        return None
    cursor = Cursor.read(text)
    if cursor is None or cursor.posted_at.year not in YEARS or not text.isprintable():
        return Refusal(Reason.NO_SUCH_PLACE, "")
    return cursor


def _read(text: str, zone: str, name: str, *, whole_day: bool) -> datetime | Refusal | None:
    if not text:
        return None
    refusal = Refusal(Reason.NOT_A_MOMENT, "", {"name": name, "value": _shown(text)})
    try:
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text) + timedelta(days=whole_day)
            local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
        elif _MINUTE.fullmatch(text):
            local = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
        else:
            return refusal
    except (ValueError, OverflowError):
        return refusal
    return local.astimezone(UTC) if local.year in YEARS else refusal


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else "?" for letter in text[:40])
