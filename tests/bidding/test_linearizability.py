"""Bids from many threads have one order, and it is the order of their numbers (TRUST 3.4).

The witness-order check: the answers, sorted by number, must be what the engine says when it is
asked one bid after the other, and no bid may have been answered before an earlier-numbered one
was even sent.
"""

from __future__ import annotations

import random
import threading
import time
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import orjson
import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.lifecycle import State
from auction.rounds.standing import ACCEPTED, Answer, Board
from bidding import engine, service
from tests.support.rounds import OPENS_AT, cny, make_bid, make_round

BATCHES = 12
RANKS = {"A1": None, "B2": None, "C3": None, "P1": 1}


@dataclass(frozen=True)
class Call:
    """One bid as its bidder saw it: sent, answered, and what the answer was."""

    sent_s: float
    answered_s: float
    answer: Answer


@pytest.fixture
def round_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_round(tx, codes=RANKS)


@pytest.fixture
def calls(world: World, round_id: str) -> list[Call]:
    """Let every bidder bid from a thread of its own, and return what each of them saw."""
    seen: list[Call] = []
    begun_s = time.monotonic()

    def now() -> datetime:
        return OPENS_AT + timedelta(seconds=time.monotonic() - begun_s)

    def bid(code: str) -> None:
        chance = random.Random(code)
        for batch in range(BATCHES):
            amounts = [714_000 + 10_000 * (batch + chance.randrange(3)) for _ in range(chance.randint(1, 4))]
            bids = [
                make_bid(code, amount, now(), round_id=round_id, key=f"{code}-{batch}-{index}")
                for index, amount in enumerate(amounts)
            ]
            sent_s = time.monotonic()
            with world.database.transaction() as tx:
                tx.connection()
                answers = service.place_bids(tx, bids=bids, at=now())
            seen.extend(Call(sent_s, time.monotonic(), answer) for answer in answers)

    threads = [threading.Thread(target=bid, args=(code,)) for code in RANKS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(seen, key=lambda call: call.answer.number)


def test_the_order_of_numbers_is_a_witness(world, round_id, calls):
    with world.database.reading() as tx:
        board = store.read_board(tx, round_id)
        bodies = tx.scalars(select(Entry.body).where(Entry.round_id == round_id).order_by(Entry.number))
        entries = [orjson.loads(body) for body in bodies]

    told = [call.answer for call in calls]
    assert [answer.number for answer in told] == list(range(1, len(told) + 1))
    _check_real_time(calls)
    assert _replayed(board, told) == replace(board, version=0)
    recorded = [(e["bid_number"], e["bidder_code"]) for e in entries if e["type"].startswith("bid.")]
    assert recorded == [(answer.number, answer.bidder_code) for answer in told]
    accepted = [answer for answer in told if answer.accepted]
    assert accepted
    assert engine.winner(accepted) == accepted[-1]


def _check_real_time(calls: list[Call]) -> None:
    latest_sent_s = 0.0
    for call in calls:
        latest_sent_s = max(latest_sent_s, call.sent_s)
        assert call.answered_s >= latest_sent_s, "answered before an earlier-numbered bid was sent"


def _replayed(end: Board, told: list[Answer]) -> Board:
    board = replace(
        end,
        state=State.OPEN,
        closes_at=end.terms.closes_at,
        bid_number=0,
        bid_count=0,
        extension_count=0,
        leader=None,
        version=0,
    )
    for answer in told:
        bid = make_bid(
            answer.bidder_code,
            answer.amount_minor // 100,
            answer.received_at,
            round_id=answer.round_id,
            key=answer.bid_key,
        )
        verdict = engine.judge(board, bid, sequenced_at=answer.sequenced_at, rank=RANKS[answer.bidder_code])
        if isinstance(verdict, Refusal):
            assert answer.verdict == verdict.reason
            board = replace(board, bid_number=answer.number, sequenced_at=answer.sequenced_at)
        else:
            assert answer.verdict == ACCEPTED
            board = verdict.board
            assert board.leader.amount == cny(answer.amount_minor // 100)
    return board
