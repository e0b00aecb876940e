"""Where a round stands: its board, its roster, a bid as it comes and an answer as it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from auction.kernel.money import Money
from auction.rounds.lifecycle import State
from auction.rounds.terms import Terms
from auction.rules.grounds import GROUND_WORDS, STAY_WORDS

ACCEPTED = "accepted"
# Nothing happens to a lot twice in the same microsecond, so order and time agree (TRUST 3.2).
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Leader:
    """Who leads, with which bid; ``rank`` is the priority rank, none for ordinary bidders."""

    bidder_code: str
    amount: Money
    number: int
    rank: int | None = None


@dataclass(frozen=True)
class Board:
    """What decides the next bid; ``version`` counts its changes.

    In a stay ``remaining`` waits since ``stopped_at``, until ``resumes_at`` once that is set (R-55).
    """

    round_id: str
    lot_id: str
    terms: Terms
    state: State
    opens_at: datetime
    closes_at: datetime
    court_id: str
    case_id: str
    bid_number: int = 0
    bid_count: int = 0
    extension_count: int = 0
    leader: Leader | None = None
    sequenced_at: datetime | None = None
    overloaded_at: datetime | None = None
    remaining: timedelta | None = None
    stopped_at: datetime | None = None
    resumes_at: datetime | None = None
    version: int = 0

    @property
    def currency(self) -> str:
        """Return the currency of every amount of the round."""
        return self.terms.currency


@dataclass(frozen=True)
class RoundView:
    """A round as pages show it: what was published, and where it stands."""

    round_id: str
    lot_id: str
    case_id: str
    court_id: str
    terms: Terms
    notice_hash: str
    snapshot: Mapping[str, str]
    published_at: datetime
    board: Board
    state_reason: str
    hammer_price: Money | None
    buyer_code: str | None
    closed_at: datetime | None
    state_ground: str = ""
    stay_kind: str = ""
    report_due_at: datetime | None = None

    @property
    def ground_words(self) -> str:
        """Return the sentence of the ground on which it was stopped or withdrawn, to be translated."""
        return GROUND_WORDS.get(self.state_ground, "")

    @property
    def stay_words(self) -> str:
        """Return the sentence that says what kind of stop this is, to be translated."""
        return STAY_WORDS.get(self.stay_kind, "")


class Bid(NamedTuple):
    """An amount offered under a code; ``bid_key``, made by the client, makes it once."""

    round_id: str
    bidder_code: str
    amount: Money
    received_at: datetime
    bid_key: str


class RosterLine(NamedTuple):
    """A code that may bid in a round, until it is excluded."""

    round_id: str
    bidder_code: str
    rank: int | None
    excluded_at: datetime | None = None


class Answer(NamedTuple):
    """What a bidder is told, once and for ever: the bid as judged, and the board after it.

    ``number`` is 0 when nothing was recorded: the bid was of nobody admitted to the round, or
    not a bid at all.  ``verdict`` is ``accepted`` or the reason of the refusal.
    """

    round_id: str
    number: int
    bidder_code: str
    bid_key: str
    amount_minor: int
    rank: int | None
    received_at: datetime
    sequenced_at: datetime
    verdict: str
    rule: str
    extended: bool
    closes_before: datetime
    closes_at: datetime
    bid_count: int
    extension_count: int
    current_minor: int | None
    needed_minor: int | None
    currency: str

    @property
    def accepted(self) -> bool:
        """Say whether the bid led when it was judged."""
        return self.verdict == ACCEPTED


def next_instant(last: datetime | None, at: datetime) -> datetime:
    """Return the time of the next act on a lot: the clock's, but always after the last one."""
    return at if last is None or at > last else last + TICK
