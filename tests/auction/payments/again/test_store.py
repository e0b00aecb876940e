"""What was refused is found, and the database lets nothing else go out again."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.again import store
from auction.payments.again.tables import NOT_REFUSED, PayoutAgain
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutKind, PayoutState
from tests.support.bank import name_account
from tests.support.refused import RefusedCredit, refuse_a_credit


@pytest.fixture
def credit(world: World) -> RefusedCredit:
    credit = refuse_a_credit(world, gateway="stripe")
    name_account(world, credit.court_id)
    return credit


def test_what_was_refused_is_found_until_it_goes_out_again_under_another_key(
    world: World, credit: RefusedCredit
):
    at = world.clock.now()
    with world.database.transaction() as tx:
        (found,) = store.all_refused(tx, credit.court_id)
        assert store.refused(tx, credit.transfer_id, credit.court_id) == found
        assert (found.kind, found.amount, found.times) == (PayoutKind.CASE_ACCOUNT, Money(5, "CNY"), 1)
        assert (found.reason, found.bank_currency) == ("account_closed", "CNY")

        store.send_again(tx, found, gateway="stripe", proposal_id="a1", at=at)

        assert store.all_refused(tx, credit.court_id) == []
        ((payout, _),) = payouts.due(tx, at=at, limit=10)
    assert (payout.state, payout.attempts, payout.number) == (PayoutState.UNKNOWN, 0, 2)
    assert payout.key == f"{credit.transfer_id}#2"
    assert payout.earlier_keys == (credit.transfer_id,)


def test_at_the_bank_the_key_stays_for_the_order_has_one_of_its_own(world: World, credit: RefusedCredit):
    at = world.clock.now()
    with world.database.transaction() as tx:
        (found,) = store.all_refused(tx, credit.court_id)
        store.send_again(tx, found, gateway="bank", proposal_id="a1", at=at)
        payout = payouts.lock(tx, credit.transfer_id)

    assert (payout.gateway, payout.key) == ("bank", credit.transfer_id)


def test_another_court_has_refused_nothing(world: World, credit: RefusedCredit):
    with world.database.transaction() as tx:
        assert store.all_refused(tx, "another") == []
        assert store.refused(tx, credit.transfer_id, "another") is None


@pytest.mark.parametrize("state", [state for state in PayoutState if state is not PayoutState.REFUSED])
def test_the_database_lets_nothing_out_again_that_was_not_refused(
    world: World, credit: RefusedCredit, state: PayoutState
):
    is_sent = state is PayoutState.SENT
    sent_at = world.clock.now() if is_sent else None
    with world.database.transaction() as tx:
        payouts.move(tx, credit.transfer_id, state=state, receipt="r" * is_sent, sent_at=sent_at)

    with pytest.raises(IntegrityError, match=NOT_REFUSED), world.database.transaction() as tx:
        tx.execute(insert(PayoutAgain).values(row(world, credit)))


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (1, "a_payout_goes_out_again_a_few_times"),
        (10, "a_payout_goes_out_again_a_few_times"),
        # Each time is once, whoever decided on it.
        (2, "payouts_again.transfer_id|a_payout_goes_out_again_once_each_time"),
    ],
)
def test_each_time_is_once_and_there_are_few(world: World, credit: RefusedCredit, number: int, name: str):
    with world.database.transaction() as tx:
        tx.execute(insert(PayoutAgain).values(row(world, credit)))

    with pytest.raises(IntegrityError, match=name), world.database.transaction() as tx:
        tx.execute(insert(PayoutAgain).values(row(world, credit) | {"proposal_id": "a2", "number": number}))


def row(world: World, credit: RefusedCredit) -> dict[str, object]:
    return {
        "proposal_id": "a1",
        "transfer_id": credit.transfer_id,
        "number": 2,
        "gateway": "stripe",
        "decided_at": world.clock.now(),
    }
