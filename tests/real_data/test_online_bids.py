"""285 real auctions with 4,764 bids, judged by the hall and by a slow model that is plainly right.

Each bidder's maximum is used as a plain bid, in the order of time; the price may go up by a cent.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.rounds.outcome import Sold, Unsold
from auction.rounds.standing import Bid, RosterLine
from bidding import engine
from bidding.batch import judge_all
from tests.support.real_data import BIDS
from tests.support.rounds import make_board, make_terms

pytestmark = pytest.mark.real_data

OPENS_AT = datetime(2026, 3, 1, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)


@dataclass(frozen=True)
class Evening:
    """One auction of the file: where it begins, when it is planned to end, and who offers what when."""

    start_minor: int
    closes_at: datetime
    offers: Sequence[tuple[datetime, str, int]]


def _evenings() -> Mapping[str, Evening]:
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    with BIDS.open(newline="") as lines:
        for row in csv.DictReader(lines):
            rows[row["auction"]].append(row)
    return {name: _evening(found) for name, found in rows.items()}


def _evening(rows: Sequence[Mapping[str, str]]) -> Evening:
    offers = [
        (OPENS_AT + timedelta(days=float(row["day"])), row["bidder"], round(float(row["max_bid"]) * 100))
        for row in rows
    ]
    # Some begin at nothing; a cent is the least that a lot is sold for here.
    start_minor = max(round(float(rows[0]["opening_bid"]) * 100), 1)
    closes_at = OPENS_AT + timedelta(days=int(rows[0]["duration_days"]))
    return Evening(start_minor, closes_at, sorted(offers, key=lambda offer: offer[0]))


@dataclass(frozen=True)
class End:
    """How an evening ended."""

    winner: str
    price_minor: int
    accepted: int
    extensions: int
    closes_at: datetime


def _model(evening: Evening) -> End:
    """Say the end in the plainest words: a list of what counted, and a look at its last line."""
    counted: list[tuple[str, int]] = []
    closes_at, extensions = evening.closes_at, 0
    for at, bidder, amount in evening.offers:
        if at >= closes_at:
            continue
        if counted and (bidder == counted[-1][0] or amount <= counted[-1][1]):
            continue
        if amount < evening.start_minor:
            continue
        counted.append((bidder, amount))
        if closes_at - at < FIVE_MINUTES:
            closes_at, extensions = at + FIVE_MINUTES, extensions + 1
    winner, price = counted[-1] if counted else ("", 0)
    return End(winner, price, len(counted), extensions, closes_at)


def _hall(evening: Evening) -> End:
    """Let the hall judge the same evening, one bid a transaction."""
    terms = make_terms(
        starting_price=Money(evening.start_minor, "CNY"),
        increment=Money(1, "CNY"),
        opens_at=OPENS_AT,
        closes_at=evening.closes_at,
    )
    board = make_board(terms)
    codes = {bidder for _, bidder, _ in evening.offers}
    roster = {("r1", code): RosterLine("r1", code, None) for code in codes}
    for number, (at, bidder, amount) in enumerate(evening.offers):
        bid = Bid("r1", bidder, Money(amount, "CNY"), at, str(number))
        judged = judge_all({"r1": board}, [bid], at=at, roster=roster, earlier={})
        board = judged.boards[0]
    outcome = engine.close(board, at=board.closes_at + engine.GRACE)
    assert isinstance(outcome, (Sold, Unsold))
    winner = outcome.buyer_code if isinstance(outcome, Sold) else ""
    price = outcome.hammer_price.minor if isinstance(outcome, Sold) else 0
    return End(winner, price, board.bid_count, board.extension_count, outcome.closed_at)


def test_the_hall_ends_every_real_evening_as_the_plain_model_does():
    evenings = _evenings()

    assert (len(evenings), sum(len(each.offers) for each in evenings.values())) == (285, 4_764)
    for name, evening in evenings.items():
        assert _hall(evening) == _model(evening), name


def test_the_evenings_are_worth_judging():
    ends = [_model(evening) for evening in _evenings().values()]

    assert sum(end.extensions for end in ends) > 100
    assert all(end.winner for end in ends)
    assert any(
        end.closes_at > evening.closes_at for end, evening in zip(ends, _evenings().values(), strict=True)
    )
