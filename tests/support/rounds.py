"""Builds rounds for tests: terms as values, and published rounds with their rosters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.rounds import service
from auction.rounds.conduct import conduct_by
from auction.rounds.lifecycle import State
from auction.rounds.standing import Bid, Board, Leader
from auction.rounds.terms import RoundKind, Terms
from tests.support.cases import make_case, make_court

# 10:00 in Shanghai; the worked examples of the rulebook open then.
OPENS_AT = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)
CLOSES_AT = OPENS_AT + timedelta(days=1)
PUBLISHED_AT = OPENS_AT - timedelta(days=31)
SNAPSHOT = {
    "title": "A flat of 89 square metres",
    "asset_class": "IMMOVABLE",
    "court_name": "Court of the East",
    "case_number": "(2026) 01 Enforcement 17",
    "place": "East District",
    "time_zone": "Asia/Shanghai",
    "court_contact": "Room 12",
    "photo_id": "",
}


def cny(yuan: int) -> Money:
    """Return so many whole yuan."""
    return Money(yuan * 100, "CNY")


def make_terms(**changes: object) -> Terms:
    """Return the terms of the rulebook's flat: 714,000, steps of 10,000, deposit 71,400."""
    terms = Terms(
        kind=RoundKind.FIRST,
        starting_price=cny(714_000),
        increment=cny(10_000),
        deposit=cny(71_400),
        opens_at=OPENS_AT,
        closes_at=CLOSES_AT,
        extension_window=timedelta(minutes=5),
        balance_due_at=CLOSES_AT + timedelta(days=15),
        rule_set="cn-2016-18",
        rule_set_version=1,
        conduct=conduct_by("cn-2016-18", 1),
    )
    return replace(terms, **changes)  # type: ignore[arg-type]  # a builder takes any field


def make_board(terms: Terms | None = None, **changes: object) -> Board:
    """Return an open board without bids."""
    terms = terms or make_terms()
    board = Board(
        round_id="r1",
        lot_id="l1",
        terms=terms,
        state=State.OPEN,
        opens_at=terms.opens_at,
        closes_at=terms.closes_at,
        court_id="c1",
        case_id="k1",
    )
    return replace(board, **changes)  # type: ignore[arg-type]  # a builder takes any field


def make_leader(code: str, yuan: int, rank: int | None = None, number: int = 1) -> Leader:
    """Return a leader at so many yuan."""
    return Leader(code, cny(yuan), number, rank)


def make_bid(code: str, yuan: int, at: datetime, *, round_id: str = "r1", key: str = "") -> Bid:
    """Return a bid of so many yuan, by default under a key made of all it says."""
    return Bid(round_id, code, cny(yuan), at, key or f"{code}-{yuan}-{at:%d%H%M%S%f}")


def make_round(
    tx: Session,
    *,
    terms: Terms | None = None,
    codes: Sequence[str] | Mapping[str, int | None] = (),
    at: datetime | None = None,
    round_id: str | None = None,
    lot_id: str | None = None,
    case_id: str | None = None,
    court_id: str | None = None,
    snapshot: Mapping[str, str] = SNAPSHOT,
) -> str:
    """Publish a round and admit the codes (a mapping gives their priority ranks); return its id.

    Without a case one is made, in a court of its own.
    """
    terms = terms or make_terms()
    at = at or terms.opens_at - timedelta(days=31)
    round_id = round_id or new_id()
    if case_id is None:
        court_id = court_id or make_court(tx)
        case_id = make_case(tx, court_id=court_id)
    assert court_id is not None, "a case is of a court: name it"
    service.publish(
        tx,
        round_id=round_id,
        lot_id=lot_id or new_id(),
        case_id=case_id,
        court_id=court_id,
        terms=terms,
        snapshot=snapshot,
        notice_hash="0" * 64,
        at=at,
    )
    for code in codes:
        rank = codes[code] if isinstance(codes, Mapping) else None
        service.admit(tx, round_id=round_id, bidder_code=code, rank=rank, at=at)
    return round_id
