"""What a panel decides before a sale: start price, reduction, increment, deposit, priority list (R-08).

A decision holds the very values of the draft for which it was recorded.  Whoever changes one of them
afterwards needs a new decision; so does a second round, whose reduction nobody decided before.
Values are texts: minor units of the court's currency, and for the list the hash of its places.
"""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import orjson

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rules.rule_set import RuleSet
from listings.lot import Draft
from listings.valuation.reason import MISSING, PanelReason

MEMBERS_MAX = 99


class Field(enum.StrEnum):
    """One thing that a panel decides, by its name in the rule set."""

    START_PRICE = "start_price"
    CUT = "cut"
    INCREMENT = "increment"
    DEPOSIT = "deposit"
    PRIORITY_LIST = "priority_list"


@dataclass(frozen=True)
class Minutes:
    """What the minutes of a panel say of themselves: which document, of which day, how many members."""

    document: str
    decided_on: date
    members: int


@dataclass(frozen=True)
class Decision:
    """A decision as it was recorded: its number for this lot, its minutes, what it decided, its hash."""

    number: int
    minutes: Minutes
    decided: Mapping[str, str]
    hash: str


def values_of(draft: Draft, failed_at: Money | None) -> dict[str, str]:
    """Return the values of a draft that a panel decides; what is not written yet is left out.

    ``failed_at`` is the starting price of the round that found no buyer: the cut is counted from it.
    """
    found = {
        Field.START_PRICE: draft.starting_price,
        Field.CUT: _cut(draft.starting_price, failed_at),
        Field.INCREMENT: draft.increment,
        Field.DEPOSIT: draft.deposit,
    }
    places = sorted([place.identity_digest, place.rank, place.basis] for place in draft.priorities)
    texts = {str(name): str(amount.minor) for name, amount in found.items() if amount is not None}
    return {**texts, str(Field.PRIORITY_LIST): hashlib.sha256(orjson.dumps(places)).hexdigest()}


def check_panel(decision: Decision | None, needed: Mapping[str, str], rules: RuleSet) -> tuple[Refusal, ...]:
    """Return for each value whether the panel decided it, and this value."""
    if decision is None:
        return (Refusal(PanelReason.NO_DECISION, "R-08"),)
    return tuple(
        Refusal(MISSING[name], "R-08", {"document": decision.minutes.document})
        for name in rules.listed("panel_fields")
        if name in needed and decision.decided.get(name) != needed[name]
    )


def judge_minutes(
    minutes: Minutes, needed: Mapping[str, str], *, rules: RuleSet, today: date
) -> Refusal | None:
    """Say why a decision cannot be recorded; None when it can."""
    if not minutes.document:
        return Refusal(PanelReason.NO_DOCUMENT, "R-08")
    if minutes.decided_on > today:
        return Refusal(PanelReason.DECIDED_LATER, "R-08", {"decided_on": minutes.decided_on.isoformat()})
    least = rules.count("panel_min_members")
    if minutes.members < least:
        return Refusal(PanelReason.TOO_FEW_MEMBERS, "R-08", {"members": minutes.members, "least": least})
    if Field.START_PRICE not in needed:
        return Refusal(PanelReason.NOTHING_DECIDED, "R-08")
    return None


def hash_of(minutes: Minutes, decided: Mapping[str, str]) -> str:
    """Return the SHA-256 by which a notice names the decision."""
    body = [minutes.document, minutes.decided_on.isoformat(), minutes.members, dict(decided)]
    return hashlib.sha256(orjson.dumps(body, option=orjson.OPT_SORT_KEYS)).hexdigest()


def as_noticed(decision: Decision | None) -> dict[str, object]:
    """Return the decision as a notice names it."""
    if decision is None:
        return {}
    minutes = decision.minutes
    return {
        "document": minutes.document,
        "decided_on": minutes.decided_on.isoformat(),
        "members": minutes.members,
        "hash": decision.hash,
    }


def _cut(starting_price: Money | None, failed_at: Money | None) -> Money | None:
    if starting_price is None or failed_at is None:
        return starting_price and Money(0, starting_price.currency)
    return failed_at - starting_price
