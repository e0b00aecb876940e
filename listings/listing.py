"""A listing as the public sees it: its status in one word, and what a visitor may ask the list for."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import MINOR_DIGITS, Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rules.asset_class import AssetClass
from listings.reason import Reason
from listings.search import QUERY_LENGTH_MAX, normalise

# Deeper pages answer nobody's question and cost the database most.
PAGES_MAX = 1_000
# What the address of a list may ask.
ASKED = ("q", "court", "class", "status", "price_from", "price_to", "sort")


class Status(enum.StrEnum):
    """Where a sale stands, in the words of a visitor."""

    UPCOMING = "upcoming"
    OPEN = "open"
    SUSPENDED = "suspended"
    SOLD = "sold"
    UNSOLD = "unsold"
    WITHDRAWN = "withdrawn"


class Sort(enum.StrEnum):
    """In which order the list comes."""

    CLOSING = "closing"
    NEWEST = "newest"
    CHEAPEST = "cheapest"
    DEAREST = "dearest"


STATES: dict[Status, tuple[State, ...]] = {
    Status.UPCOMING: (State.SCHEDULED,),
    Status.OPEN: (State.OPEN,),
    Status.SUSPENDED: (State.SUSPENDED,),
    Status.SOLD: (State.SOLD, State.OVERDUE, State.PAID, State.SETTLED),
    Status.UNSOLD: (State.UNSOLD,),
    Status.WITHDRAWN: (State.WITHDRAWN,),
}


@dataclass(frozen=True)
class Line:
    """One lot of the list."""

    lot_id: str
    round_id: str
    title: str
    place: str
    court_name: str
    time_zone: str
    asset_class: AssetClass
    kind: str
    status: Status
    starting_price: Money
    price: Money
    bid_count: int
    opens_at: datetime
    closes_at: datetime
    photo_id: str
    photo_alt: str


@dataclass(frozen=True)
class Wish:
    """What a visitor asks for; prices are bounds in minor units, one for each currency."""

    words: str = ""
    court_id: str = ""
    asset_class: str = ""
    status: str = ""
    price_from: Mapping[str, int] | None = None
    price_to: Mapping[str, int] | None = None
    sort: Sort = Sort.CLOSING
    page: int = 1


def status_of(state: State) -> Status:
    """Return the visitor's word for the state of a round."""
    return next(status for status, states in STATES.items() if state in states)


def read_wish(asked: Mapping[str, str]) -> tuple[Wish, dict[str, Refusal]]:
    """Read the address of a list; what names nothing is left out, unreadable prices are refused."""
    errors: dict[str, Refusal] = {}
    bounds: dict[str, Mapping[str, int] | None] = {}
    for name in ("price_from", "price_to"):
        try:
            bounds[name] = _bounds(asked.get(name, ""))
        except NotAnAmount:
            written = normalise(asked.get(name, ""))[:40]
            errors[name] = Refusal(Reason.AMOUNT_UNREADABLE, "", {"written": written, "currency": ""})
    return Wish(
        words=normalise(asked.get("q", "")[:QUERY_LENGTH_MAX]),
        court_id=asked.get("court", "")[:32],
        asset_class=_member(AssetClass, asked.get("class", "")),
        status=_member(Status, asked.get("status", "")),
        price_from=bounds.get("price_from"),
        price_to=bounds.get("price_to"),
        sort=Sort(_member(Sort, asked.get("sort", "")) or Sort.CLOSING),
        page=read_page(asked.get("page", "")),
    ), errors


def read_page(text: str) -> int:
    """Return the number of a page; what is no number is the first page."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), PAGES_MAX)


def _bounds(text: str) -> Mapping[str, int] | None:
    """Return a bound in the minor units of every currency that can write it.  Raises NotAnAmount."""
    if not text.strip():
        return None
    bounds = {}
    for currency in MINOR_DIGITS:
        try:
            bounds[currency] = parse_plain(text, currency).minor
        except NotAnAmount:
            continue
    if not bounds:
        raise NotAnAmount(text[:40])
    return bounds


def _member(kind: type[enum.StrEnum], text: str) -> str:
    return text if text in {member.value for member in kind} else ""
