"""Nobody waits in a circle: whoever locks several boards or chains does it in the order of their names.

Each act is made to wait for the first of two locks; the second must then still be free.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import text

from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.payments import jobs as payments_jobs
from auction.payments.received import RequestPurpose
from auction.settlement import jobs as settlement_jobs
from bidding import service
from tests.support.money import bank_says, end_round, enrol_paid, reference_of, state_of
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_bid, make_round, make_terms

WAITING = """
    SELECT count(*) FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'
"""
WAIT_S_MAX = 10.0
BOARDS = "SELECT 1 FROM boards WHERE round_id = :name FOR UPDATE"
CHAINS = "SELECT 1 FROM chains WHERE chain = :name FOR UPDATE"
FIRST, SECOND = "1" * 32, "2" * 32


def check_order(world: World, lock: str, act: Callable[[], object]) -> None:
    """Let an act wait for the first lock; the second must still be free."""
    acting = threading.Thread(target=act, daemon=True)
    with world.database.transaction() as tx:
        tx.execute(text(lock), {"name": FIRST}).one()
        acting.start()
        _wait_until_somebody_waits(world)
        tx.execute(text(f"{lock} NOWAIT"), {"name": SECOND}).one()
    acting.join(WAIT_S_MAX)
    assert not acting.is_alive()


def _wait_until_somebody_waits(world: World) -> None:
    deadline_s = time.monotonic() + WAIT_S_MAX
    while time.monotonic() < deadline_s:
        with world.database.reading() as tx:
            if tx.scalar(text(WAITING)):
                return
        time.sleep(0.01)
    raise AssertionError("the act waited for nothing")


@pytest.fixture
def world(postgresql_world: World) -> World:
    postgresql_world.clock.set(OPENS_AT)  # type: ignore[attr-defined]  # set by hand
    return postgresql_world


def test_bids_that_open_a_round_among_others(world: World) -> None:
    with world.database.transaction() as tx:
        late = make_terms(opens_at=OPENS_AT - timedelta(hours=1))
        is_open = make_round(tx, codes=["A1"], terms=late, lot_id=FIRST)
        due = make_round(tx, codes=["A1"], lot_id=SECOND)
    place(world, is_open)

    check_order(world, CHAINS, lambda: place(world, is_open, due))


def place(world: World, *round_ids: str) -> None:
    bids = [make_bid("A1", 714_000, OPENS_AT, round_id=round_id, key=new_id()) for round_id in round_ids]
    with world.database.transaction() as tx:
        service.place_bids(tx, bids=bids, at=OPENS_AT)


@pytest.fixture
def sold(world: World) -> tuple[str, ...]:
    """Two sold rounds; the second of them falls due first."""
    with world.database.transaction() as tx:
        for name, days in ((FIRST, 16), (SECOND, 15)):
            terms = make_terms(balance_due_at=CLOSES_AT + timedelta(days=days))
            make_round(tx, terms=terms, round_id=name, lot_id=name)
    buyers = {name: enrol_paid(world, name, [f"Buyer {name[0]}"])[0] for name in (FIRST, SECOND)}
    world.clock.set(CLOSES_AT)  # type: ignore[attr-defined]  # set by hand
    for name, buyer in buyers.items():
        end_round(world, name, buyer=buyer, price=cny(744_000))
    settlement_jobs.settle_closed_rounds(world)
    settlement_jobs.ask_balances(world)
    return FIRST, SECOND


def test_rounds_that_are_overdue(world: World, sold: tuple[str, ...]) -> None:
    world.clock.set(CLOSES_AT + timedelta(days=20))  # type: ignore[attr-defined]  # set by hand

    check_order(world, BOARDS, lambda: settlement_jobs.mark_overdue(world))

    assert [state_of(world, name) for name in sold] == ["OVERDUE"] * 2


def test_balances_that_came_in_another_order(world: World, sold: tuple[str, ...]) -> None:
    for name in reversed(sold):
        reference = reference_of(world, RequestPurpose.BALANCE, name)
        bank_says(world, reference, cny(744_000 - 71_400), f"Buyer {name[0]}")
        payments_jobs.take_in(world)
        world.clock.advance(seconds=1)  # type: ignore[attr-defined]  # set by hand

    check_order(world, CHAINS, lambda: settlement_jobs.settle_balances(world))

    assert [state_of(world, name) for name in sold] == ["PAID"] * 2
