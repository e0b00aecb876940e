"""Only what may leave now is due, the longest waiting first, and a note changes nothing that was tried."""

from __future__ import annotations

from auction.kernel.world import World
from auction.payments.outbox import store
from auction.payments.payout import PayoutState
from tests.support.gateways import owe


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
    reasons = []
    with world.database.transaction() as tx:
        for note in (store.note_refunds, store.refuse_refunds):
            note(tx, "d1", reason=note.__name__)
            reasons.append(tx.get(store.tables.Payout, key, populate_existing=True).reason)
        store.note_refunds(tx, "d1", reason="too late")
        row = tx.get(store.tables.Payout, key, populate_existing=True)

    assert reasons == ["note_refunds", "refuse_refunds"]
    assert (row.state, row.reason) == ("REFUSED", "refuse_refunds")


def test_a_refund_is_away_while_its_gateway_has_it(sqlite_world: World):
    world, key = sqlite_world, owe(sqlite_world, 1)
    with world.database.transaction() as tx:
        before = store.refund_is_away(tx, "d1")
        store.move(tx, key, state=PayoutState.UNDER_WAY)

        assert (before, store.refund_is_away(tx, "d1")) == (False, True)
