"""A dispute is kept once, and a lost one waits until somebody has borne it."""

from __future__ import annotations

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.disputes import store
from auction.payments.disputes.course import Lost
from auction.payments.fact import DisputeMoved, DisputeState
from tests.support.gateways import arrive

OPEN, WON, LOST = DisputeState


def told(state: DisputeState, number: int = 1) -> DisputeMoved:
    return DisputeMoved("told", f"du_{number}", f"p{number}", Money(5, "CNY"), state)


def test_a_dispute_stands_where_it_was_last_heard_of(world: World):
    at = world.clock.now()
    arrive(world, 1)
    with world.database.transaction() as tx:
        states = [store.state_of(tx, "du_1")]
        for state in (OPEN, WON):
            store.keep(tx, told(state), known=states[-1], at=at)
            states.append(store.state_of(tx, "du_1"))

    assert states == [None, OPEN, WON]


def test_only_lost_disputes_are_to_be_borne(world: World):
    for number in (1, 2, 3):
        arrive(world, number)
    with world.database.transaction() as tx:
        for number, state in enumerate((OPEN, WON, LOST), start=1):
            store.keep(tx, told(state, number), known=None, at=world.clock.now())

        assert store.not_borne(tx, limit=9) == [Lost("du_3", "p3", Money(5, "CNY"))]
