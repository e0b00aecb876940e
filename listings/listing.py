"""A listing as the public sees it: its status in one word, and what a visitor may ask the list for."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from auction.kernel.money import MINOR_DIGITS, Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.terms import RoundKind
from auction.rules.asset_class import AssetClass
from listings.catalogue.shelf import FACETS, Chosen
from listings.reason import Reason
from listings.search import normalise

# Deeper pages answer nobody's question and cost the database most.
PAGES_MAX = 1_000
# Whoever wants more of one facet wants all of it.
CHOSEN_MAX = 20
# No name of a court, region or currency is longer, nor an amount or a date.
VALUE_LENGTH_MAX = 100
PRICES = ("price_from", "price_to")
DAYS = ("opens_from", "opens_to", "closes_from", "closes_to")
# What the address of a list may ask, in the order in which an address says it.
ASKED = ("q", *FACETS, *PRICES, "discount", *DAYS, "sort", "page")

_ZERO = re.compile(r"0+(?:\.0*)?", re.ASCII)


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
    DISCOUNT = "discount"


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
    reference_price: Money
    discount: int
    language: str
    published_at: datetime


@dataclass(frozen=True)
class Wish:
    """What a visitor asks for.

    ``chosen`` holds the values of each facet, of which a listing has one; ``prices`` are bounds in
    minor units, one for each currency, and ``days`` bounds in the days of the court, both included.
    """

    words: str = ""
    chosen: Chosen = field(default_factory=dict)
    prices: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    days: Mapping[str, date] = field(default_factory=dict)
    discount: int = 0
    sort: Sort = Sort.CLOSING
    page: int = 1


def status_of(state: State) -> Status:
    """Return the visitor's word for the state of a round."""
    return next(status for status, states in STATES.items() if state in states)


def read_asked(lists: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return what an address asks under known names, each value once; what is empty is left out."""
    asked = {name: tuple(_cleaned(lists.get(name, ()))[: _values_max(name)]) for name in ASKED}
    return {name: values for name, values in asked.items() if values}


def read_wish(asked: Mapping[str, Sequence[str]]) -> tuple[Wish, dict[str, Refusal]]:
    """Read the address of a list; what names nothing is left out, what is unreadable is refused by name."""
    errors: dict[str, Refusal] = {}
    prices: dict[str, Mapping[str, int]] = {}
    days: dict[str, date] = {}
    for name, text in _first_of(asked, PRICES):
        bounds = _bounds(text)
        if bounds:
            prices[name] = bounds
        else:
            errors[name] = Refusal(Reason.PRICE_UNREADABLE, "", {"written": text[:40]})
    for name, text in _first_of(asked, DAYS):
        try:
            days[name] = date.fromisoformat(text)
        except ValueError:
            errors[name] = Refusal(Reason.DATE_UNREADABLE, "", {"written": text[:40]})
    discount = 0
    for name, text in _first_of(asked, ("discount",)):
        discount = _percent(text)
        if discount < 0:
            errors[name] = Refusal(Reason.DISCOUNT_UNREADABLE, "", {"written": text[:40]})
    first = dict(_first_of(asked, ("q", "sort", "page")))
    return Wish(
        words=normalise(first.get("q", "")),
        chosen=_chosen(asked),
        prices=prices,
        days=days,
        discount=discount,
        sort=Sort(first["sort"]) if first.get("sort") in set(Sort) else Sort.CLOSING,
        page=read_page(first.get("page", "")),
    ), errors


def read_page(text: str) -> int:
    """Return the number of a page; what is no number is the first page."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return min(max(number, 1), PAGES_MAX)


def _chosen(asked: Mapping[str, Sequence[str]]) -> Chosen:
    known: Mapping[str, set[str]] = {
        "class": set(AssetClass),
        "status": set(Status),
        "round": set(RoundKind),
    }
    chosen = {
        facet: tuple(value for value in asked.get(facet, ()) if value in known.get(facet, {value}))
        for facet in FACETS
    }
    return {facet: values for facet, values in chosen.items() if values}


def _bounds(text: str) -> Mapping[str, int]:
    """Return a bound in the minor units of every currency that can write it, nothing when none can."""
    bounds = dict.fromkeys(MINOR_DIGITS, 0) if _ZERO.fullmatch(text) else {}
    for currency in MINOR_DIGITS:
        try:
            bounds[currency] = parse_plain(text, currency).minor
        except NotAnAmount:
            continue
    return bounds


def _percent(text: str) -> int:
    """Return whole percent from 0 to 100, -1 for anything else."""
    digits = text.removesuffix("%").strip()
    readable = digits.isascii() and digits.isdigit() and len(digits) <= 3
    return int(digits) if readable and int(digits) <= 100 else -1


def _first_of(asked: Mapping[str, Sequence[str]], names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, asked[name][0]) for name in names if asked.get(name)]


def _cleaned(values: Sequence[str]) -> list[str]:
    short = (" ".join(value[:VALUE_LENGTH_MAX].replace("\x00", " ").split()) for value in values)
    return list(dict.fromkeys(value for value in short if value))


def _values_max(name: str) -> int:
    return CHOSEN_MAX if name in FACETS else 1
