"""What waits for finance is listed for its court, what goes back first before the rest."""

from __future__ import annotations

from datetime import timedelta

from auction.kernel.world import World
from auction.payments.held import store
from tests.support.gateways import COURT, arrive


def test_a_court_sees_its_own_in_the_order_of_going_back(world: World):
    for number in (1, 2):
        arrive(world, number, gateway="bank")
        world.clock.advance(hours=1)
    at = world.clock.now()

    with world.database.transaction() as tx:
        assert [each.payment_id for each in store.of_court(tx, COURT, limit=9)] == ["p1", "p2"]
        assert [each.payment_id for each in store.of_court(tx, COURT, limit=1)] == ["p1"]
        assert store.of_court(tx, "x" * 32, limit=9) == []
        first, second = store.of_court(tx, COURT, limit=9)
        after = (first.until_at, first.payment_id)
        assert store.of_court(tx, COURT, limit=9, after=after) == [second]
        assert store.of_court(tx, COURT, limit=9, after=(second.until_at, "p3")) == []
        assert store.of_court(tx, COURT, limit=9, after=(second.until_at, "p1")) == [second]
        assert store.one_of_court(tx, COURT, "p2") == second
        assert store.one_of_court(tx, "x" * 32, "p2") is None
        assert store.past(tx, at=at + timedelta(hours=18), limit=9) == ["p1"]
        assert store.lock(tx, "p1").reason == "payment_reference_unknown"
        store.end(tx, "p1")
        assert store.lock(tx, "p1") is None
