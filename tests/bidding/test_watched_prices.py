"""Bids far above the reference price are asked about, told to the court, and count (R-53)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from auction.due import jobs as due_jobs
from auction.due.tables import CourtAlert
from auction.kernel.money import Money
from auction.rounds import store
from auction.rounds.guard import watched_from
from auction.rounds.standing import Bid
from auction.rules.rule_sets import rule_set
from bidding import service
from bidding.refusals import HallReason
from bidding.steps import ask_to_type
from tests.support.rounds import OPENS_AT, cny, make_round, make_terms

# The card of the real evening: from 80 yuan to 87,326,098 in 2,105 offers within an hour, then stopped.
START, LAST, OFFERS = 80, 87_326_098, 2_105
DEPOSIT, REFERENCE = cny(10), cny(100)
WATCHED = watched_from(reference=REFERENCE, deposit=DEPOSIT, rules=rule_set("cn-2016-18"))
CARD = make_terms(starting_price=cny(START), increment=cny(1), deposit=DEPOSIT, watched_from=WATCHED)


def offers() -> list[Bid]:
    """Return the offers of the hour: each a bit higher, the first at the start, the last at the end."""
    growth = (LAST / START) ** (1 / (OFFERS - 1))
    amounts: list[int] = []
    for number in range(OFFERS):
        wish = LAST if number == OFFERS - 1 else round(START * growth**number)
        amounts.append(max(wish, amounts[-1] + 1) if amounts else START)
    gap = timedelta(hours=1) / OFFERS
    return [
        Bid("", ("A1", "B2", "C3")[number % 3], cny(amount), OPENS_AT + number * gap, str(number))
        for number, amount in enumerate(amounts)
    ]


@pytest.mark.parametrize(
    ("amount", "typed", "asks"),
    [
        pytest.param(100_000, None, False, id="R-53/111"),
        pytest.param(100_001, None, True, id="R-53/112"),
        pytest.param(100_001, 100_001, False, id="R-53/113"),
        pytest.param(100_001, 100_002, True, id="R-53/114"),
        pytest.param(8_732_609_800, 8_732_609_800, False, id="R-53/115"),
    ],
)
def test_a_watched_price_is_typed_once_more(amount, typed, asks):
    refusal = ask_to_type(CARD, Money(amount, "CNY"), None if typed is None else Money(typed, "CNY"))

    assert (refusal is not None) is asks
    if refusal is not None:
        assert (refusal.reason, refusal.rule) == (HallReason.NEEDS_TYPED_AMOUNT, "R-53")
        assert refusal.numbers["deposit"] == DEPOSIT
    assert ask_to_type(make_terms(), Money(amount, "CNY"), None) is None


def test_the_evening_of_the_card_is_told_to_the_court_once_and_every_bid_counts(world):
    with world.database.transaction() as tx:
        round_id = make_round(tx, terms=CARD, codes=["A1", "B2", "C3"])
    bids = [bid._replace(round_id=round_id) for bid in offers()]
    first = next(bid for bid in bids if bid.amount >= WATCHED)
    before = bids.index(first)

    assert place_slowly(world, bids[:before]) == 0
    assert place_slowly(world, bids[before : before + 1]) == 1
    assert place_slowly(world, bids[before + 1 :]) == 0

    with world.database.reading() as tx:
        board = store.read_board(tx, round_id)
        [alert] = tx.scalars(select(CourtAlert))
    assert (board.bid_count, board.leader.amount) == (OFFERS, cny(LAST))
    assert (alert.name, alert.rule, alert.round_id) == ("bids_far_above", "R-53", round_id)
    assert alert.since_at == first.received_at


def place_slowly(world, bids: list[Bid]) -> int:
    """Place bids in their order, some in each transaction; return how many alarms are new at the end."""
    with world.database.transaction() as tx:
        for start in range(0, len(bids), 250):
            part = bids[start : start + 250]
            # Judged as if they had waited for nothing: none is dated later than it came.
            answers = service.place_bids(tx, bids=part, at=part[0].received_at)
            assert all(answer.accepted for answer in answers)
    world.clock.set(bids[-1].received_at)
    return due_jobs.raise_alarms(world)
