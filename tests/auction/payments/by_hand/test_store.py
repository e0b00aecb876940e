"""What a court owes back is found with what lies there for it, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments.by_hand import store
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutState, refund_of
from tests.support.bank import name_account
from tests.support.cases import make_court

FIVE = Money(5, "CNY")


@pytest.fixture
def court_id(world: World) -> str:
    """Give a court with a bank account that owes a payer five, whose bank refused them."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        ends = accounts.bank(court_id, "CNY"), accounts.unmatched("p1", "CNY"), accounts.payable("p1", "CNY")
        for key, purpose, way in (
            ("in:p1", Purpose.UNMATCHED_PAID, ends[:2]),
            ("back:p1", Purpose.UNMATCHED_RETURNED, ends[1:]),
        ):
            back = Transfer(key, *way, FIVE, purpose, at, Sale(court_id))
            ledger.post(tx, [back])
        payouts.add(tx, [refund_of(back, "p1", due_at=at + timedelta(days=1))], at=at)
        payouts.move(tx, back.id, state=PayoutState.REFUSED, reason="closed")
    name_account(world, court_id)
    return court_id


def test_what_was_refused_is_found_until_it_goes_another_way(world: World, court_id: str):
    at = world.clock.now()
    with world.database.transaction() as tx:
        (stuck,) = store.stuck(tx, court_id)
        assert store.owed(tx, "back:p1", court_id) == stuck
        assert (stuck.amount, stuck.held, stuck.bank_currency) == (FIVE, FIVE, "CNY")

        for proposal_id, sealed in (("1", b"first"), ("2", b"second")):
            at += timedelta(seconds=1)
            store.redirect(tx, stuck, proposal_id=proposal_id, sealed=sealed, at=at)

        assert store.stuck(tx, court_id) == []
        ((payout, origin),) = payouts.due(tx, at=at, limit=10)
    assert (payout.state, payout.gateway, payout.attempts) == (PayoutState.PENDING, "bank", 0)
    assert origin == b"second"


def test_another_court_owes_nothing(world: World, court_id: str):
    with world.database.transaction() as tx:
        assert store.stuck(tx, "another") == []
        assert store.owed(tx, "back:p1", "another") is None
        assert store.owed(tx, "back:p1", "") is None
