"""What an export is narrowed to: a time, a court, a case, a lot, a kind.

Times are half-open, in UTC unless they say otherwise; a plain date means its whole day.  Example:
``from=2026-03-01&to=2026-03-31T12:00&kind=bid.accepted``.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from auction.audit.entry import TYPES
from auction.kernel.refusal import Refusal
from auction.ledger.transfer import Purpose

NAMES = ("from", "to", "court", "case", "lot", "kind")
TEXT_LENGTH_MAX = 80
# Nothing was sold here before, and nothing is planned after; offsets stay computable.
YEARS = range(1990, 2201)
_ID = re.compile(r"[0-9a-z]{1,32}", re.ASCII)


class What(enum.StrEnum):
    """What can be taken out."""

    ENTRIES = "entries"
    BIDS = "bids"
    TRANSFERS = "transfers"


Known = Mapping[str, Sequence[str]]
ACCEPTED, REFUSED = "accepted", "refused"
KINDS: Mapping[What, Collection[str]] = {
    What.ENTRIES: tuple(sorted(TYPES)),
    What.BIDS: (ACCEPTED, REFUSED),
    What.TRANSFERS: tuple(purpose.value for purpose in Purpose),
}


class Reason(enum.StrEnum):
    """Why a filter is turned down."""

    FILTER_UNKNOWN = "filter_unknown"
    FILTER_TIME = "filter_not_a_time"
    FILTER_PERIOD = "filter_period_empty"
    FILTER_ID = "filter_not_an_id"
    FILTER_TEXT = "filter_text_unusable"
    FILTER_KIND = "filter_kind_unknown"


@dataclass(frozen=True)
class Filters:
    """A read filter: what is not given is not narrowed."""

    from_at: datetime | None = None
    to_at: datetime | None = None
    court: str = ""
    case: str = ""
    lot: str = ""
    kind: str = ""

    def told(self, known: Known) -> dict[str, object]:
        """Return what was given, for the entry that records an export; of whom it is by known ids alone.

        Whatever somebody typed that names nothing is told as nothing: it may be a name (R-33).
        """
        places = {"court": self.court, "case": self.case, "lot": self.lot}
        given = {"from_at": self.from_at, "to_at": self.to_at, "kind": self.kind}
        narrowed: dict[str, object] = {name: list(known[name]) for name, text in places.items() if text}
        return narrowed | {name: value for name, value in given.items() if value}


def parse(what: What, given: Mapping[str, str]) -> Filters | tuple[Refusal, ...]:
    """Read filters; every one that cannot be used is refused by its name."""
    # The record keeps text in NFC, and an export is itself recorded.
    wishes = {name: unicodedata.normalize("NFC", text) for name, text in wished(given).items()}
    from_at, to_at = _time(wishes.get("from", "")), _time(wishes.get("to", ""), whole_day=True)
    refusals = (
        *(_refusal(Reason.FILTER_UNKNOWN, name, name) for name in wishes if name not in NAMES),
        *(
            _refusal(Reason.FILTER_TIME, name, wishes[name])
            for name, at in (("from", from_at), ("to", to_at))
            if name in wishes and at is None
        ),
        *_check_period(from_at, to_at),
        *(
            _refusal(Reason.FILTER_ID, name, wishes[name])
            for name in ("court", "lot")
            if name in wishes and not _ID.fullmatch(wishes[name])
        ),
        *_check_case(wishes.get("case", "")),
        *_check_kind(what, wishes.get("kind", "")),
    )
    if refusals:
        return refusals
    named = {name: wishes.get(name, "") for name in ("court", "case", "lot", "kind")}
    return Filters(from_at=from_at, to_at=to_at, **named)


def wished(given: Mapping[str, str]) -> dict[str, str]:
    """Return the filters that say something, for the address of a download."""
    return {name: text.strip() for name, text in given.items() if text.strip()}


def by_name(refusals: Iterable[Refusal]) -> dict[str, Refusal]:
    """Return each refusal by the filter that it is about, for the field of the form."""
    return {str(refusal.numbers.get("name", "")): refusal for refusal in refusals}


def _time(text: str, *, whole_day: bool = False) -> datetime | None:
    if len(text) > TEXT_LENGTH_MAX:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            day = date.fromisoformat(text) + timedelta(days=whole_day)
            at = datetime(day.year, day.month, day.day, tzinfo=UTC)
        else:
            at = datetime.fromisoformat(text)
    except (ValueError, OverflowError):
        return None
    if at.year not in YEARS:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _check_period(from_at: datetime | None, to_at: datetime | None) -> tuple[Refusal, ...]:
    if from_at is None or to_at is None or from_at < to_at:
        return ()
    return (Refusal(Reason.FILTER_PERIOD, "", {"from_at": from_at, "to_at": to_at}),)


def _check_case(text: str) -> tuple[Refusal, ...]:
    if len(text) <= TEXT_LENGTH_MAX and (not text or text.isprintable()):
        return ()
    return (_refusal(Reason.FILTER_TEXT, "case", text),)


def _check_kind(what: What, kind: str) -> tuple[Refusal, ...]:
    if not kind or kind in KINDS[what]:
        return ()
    return (_refusal(Reason.FILTER_KIND, "kind", kind),)


def _refusal(reason: Reason, name: str, value: str) -> Refusal:
    shown = "".join(letter if letter.isprintable() else "?" for letter in value[:40])
    return Refusal(reason, "", {"name": name[:40] if name.isprintable() else "?", "value": shown})
