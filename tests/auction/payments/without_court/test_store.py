"""What of no court was refused is found; what belongs to a court is that court's."""

from __future__ import annotations

from auction.kernel.world import World
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutState
from auction.payments.without_court import store
from tests.support.gateways import AMOUNT, arrive, owe


def test_only_what_was_refused_and_is_no_courts_is_found(world: World):
    payment_id, of_a_court = arrive(world, 1), owe(world, 2)
    key = f"back:{payment_id}"
    with world.database.transaction() as tx:
        assert store.all_stuck(tx) == []
        for each in (key, of_a_court):
            payouts.move(tx, each, state=PayoutState.REFUSED, reason="expired_card")

        (found,) = store.all_stuck(tx)

        assert (found.transfer_id, found.gateway, found.times) == (key, "told", 1)
        assert (found.amount, found.held, found.reason) == (AMOUNT, AMOUNT, "expired_card")
        assert store.stuck(tx, key) == found
        assert store.stuck(tx, of_a_court) is None


def test_what_came_to_the_bank_of_a_court_is_that_courts(world: World):
    payment_id = arrive(world, 1, gateway="bank")
    with world.database.transaction() as tx:
        assert store.stuck(tx, f"back:{payment_id}") is None
