"""Only what may leave now is due, the longest waiting first, and a note changes nothing that was tried."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy.exc import IntegrityError

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments.again import store as again
from auction.payments.outbox import store
from auction.payments.payout import Payout, PayoutState, case_credit_of
from auction.payments.tables import NOT_ITS_TRANSFER
from tests.support.gateways import AMOUNT, owe
from tests.support.refused import refuse_a_credit

PAID, SALE = Purpose.BALANCE_PAID, Sale(case_id="k1")


def cny(minor: int) -> Money:
    return Money(minor, "CNY")


def due(world: World, limit: int = 10) -> list[str]:
    with world.database.reading() as tx:
        return [payout.transfer_id for payout, _ in store.due(tx, at=world.clock.now(), limit=limit)]


def test_payouts_are_due_in_order_and_bounded(world: World):
    keys = []
    for number in range(3):
        keys.append(owe(world, number))
        world.clock.advance(seconds=1)

    assert due(world) == keys
    assert due(world, limit=2) == keys[:2]


def read(world: World, key: str) -> Payout:
    with world.database.reading() as tx:
        payout = store.lock(tx, key)
    assert payout is not None
    return payout


def claim(world: World, payout: Payout) -> bool:
    at, told = world.clock.now(), {"gateway": payout.gateway, "state": PayoutState.UNKNOWN}
    with world.database.transaction() as tx:
        return store.claim(tx, payout, **told, next_attempt_at=at, at=at)


@pytest.mark.parametrize("gateway", ["told", "bank"])
def test_a_clock_that_stood_still_claims_nothing_that_was_sent_again_since_it_read_it(world: World, gateway):
    key = owe(world, 1)
    assert claim(world, read(world, key))
    stood_still = read(world, key)
    world.clock.advance(seconds=1)
    with world.database.transaction() as tx:
        store.move(tx, key, state=PayoutState.REFUSED, reason="no_account")
        store.open_again(tx, key, gateway=gateway, state=PayoutState.UNKNOWN, at=world.clock.now())
    assert claim(world, read(world, key))
    now = read(world, key)

    assert (now.state, now.attempts) == (stood_still.state, stood_still.attempts)
    assert not claim(world, stood_still)
    assert claim(world, now)


def test_what_waits_and_was_redirected_since_it_was_read_is_not_claimed_the_old_way(sqlite_world: World):
    world, key = sqlite_world, owe(sqlite_world, 1)
    stood_still = read(world, key)
    with world.database.transaction() as tx:
        store.open_again(tx, key, gateway="bank", state=PayoutState.PENDING, at=world.clock.now())

    assert not claim(world, stood_still)
    assert claim(world, read(world, key))


def test_whoever_waited_for_a_payout_reads_what_was_decided_meanwhile(world: World):
    key, found = refuse_a_credit(world, gateway="stripe").transfer_id, []

    def wait() -> None:
        with world.database.transaction() as other:
            found.append(store.lock(other, key))

    waiter = threading.Thread(target=wait, daemon=True)
    with world.database.transaction() as tx:
        assert store.lock(tx, key).number == 1
        waiter.start()
        waiter.join(0.3)
        again.open_again(tx, key, number=2, gateway="stripe", proposal_id="a1", at=world.clock.now())
    waiter.join(20)

    assert [(payout.number, payout.state) for payout in found] == [(2, PayoutState.UNKNOWN)]


def test_what_is_over_is_never_due(sqlite_world: World):
    world = sqlite_world
    keys = [owe(world, number) for number in range(5)]
    states = dict(zip(keys, PayoutState, strict=True))
    with world.database.transaction() as tx:
        for key, state in states.items():
            is_sent = state is PayoutState.SENT
            sent_at = world.clock.now() if is_sent else None
            store.move(tx, key, state=state, receipt="r" * is_sent, sent_at=sent_at)

    assert [states[key] for key in due(world)] == [
        PayoutState.PENDING,
        PayoutState.UNKNOWN,
        PayoutState.UNDER_WAY,
    ]


def test_refunds_of_a_payment_are_told_why_they_wait(sqlite_world: World):
    world, key = sqlite_world, owe(sqlite_world, 1)
    with world.database.transaction() as tx:
        store.note_refunds(tx, "d1", reason="disputed")
        noted = tx.get(store.tables.Payout, key, populate_existing=True).reason
        (refund,) = store.refunds_of(tx, "d1")
        store.refuse_refund(tx, refund.transfer_id, rest=None, reason="lost")
        store.note_refunds(tx, "d1", reason="too late")
        row = tx.get(store.tables.Payout, key, populate_existing=True)

    assert (refund.transfer_id, refund.amount, refund.account_id) == (key, AMOUNT, "payable:e1:CNY")
    assert (noted, row.state, row.reason) == ("disputed", "REFUSED", "lost")


@pytest.mark.parametrize("minor", [AMOUNT.minor - 1, AMOUNT.minor + 1, 1])
def test_the_database_lets_no_refund_become_another_without_a_loss(world: World, minor: int):
    key = owe(world, 1)

    with pytest.raises(IntegrityError, match=NOT_ITS_TRANSFER), world.database.transaction() as tx:
        store.refuse_refund(tx, key, rest=Money(minor, AMOUNT.currency), reason="lost")


def test_a_refund_is_away_while_its_gateway_has_it_or_may_have_it(sqlite_world: World):
    world, key = sqlite_world, owe(sqlite_world, 1)
    with world.database.transaction() as tx:
        before = store.refund_is_away(tx, "d1")
        away = []
        for state in (PayoutState.UNKNOWN, PayoutState.UNDER_WAY):
            store.move(tx, key, state=state)
            away.append(store.refund_is_away(tx, "d1"))

        assert (before, away) == (False, [True, True])


def credit_of(world: World, *, gateway: str, parts: tuple[tuple[str, int], ...]) -> str:
    """Let a balance be paid in parts and go to its case; return what it was drawn on."""
    at, total = world.clock.now(), sum(minor for _, minor in parts)
    held, case = accounts.balance("r1", "CNY"), accounts.case("k1", "CNY")
    paid = [
        Transfer(f"in:{payment_id}", accounts.gateway("stripe", "CNY"), held, cny(minor), PAID, at, SALE)
        for payment_id, minor in parts
    ]
    out = Transfer("balance-out:r1", held, case, cny(total), Purpose.BALANCE_APPLIED, at, SALE)
    with world.database.transaction() as tx:
        ledger.post(tx, paid)
        ledger.post(tx, [out])
        store.add(tx, [case_credit_of(out, due_at=at, gateway=gateway)], at=at)
        payout = store.lock(tx, out.id)
        assert payout is not None
        return payout.source


@pytest.mark.parametrize(
    ("gateway", "parts", "source"),
    [
        ("stripe", (("pi_1", 5),), "pi_1"),
        ("stripe", (("pi_1", 4), ("pi_2", 1)), ""),
        ("bank", (("pi_1", 5),), ""),
    ],
)
def test_a_credit_is_drawn_on_the_one_payment_that_brought_it(world: World, gateway, parts, source):
    assert credit_of(world, gateway=gateway, parts=parts) == source


def test_a_refund_is_drawn_on_nothing(sqlite_world: World):
    key = owe(sqlite_world, 1, gateway="stripe")
    with sqlite_world.database.transaction() as tx:
        assert store.lock(tx, key).source == ""
