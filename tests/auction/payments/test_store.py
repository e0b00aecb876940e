"""The inbox and the requests keep each thing once, and move only where they may."""

from __future__ import annotations

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import service, store
from auction.payments.outbox import store as outbox
from auction.payments.received import RequestPurpose, RequestState
from auction.payments.tables import Payment, Payout
from tests.support import money, people


@pytest.fixture
def asked(world: World):
    """Give a request for a balance."""
    with world.database.transaction() as tx:
        return service.ask(
            tx,
            request_id=new_id(),
            reference="K7F3K-9XQ2M",
            purpose=RequestPurpose.BALANCE,
            subject_id="r1",
            account_id=people.make_bidder(world, tx),
            round_id="r1",
            amount=Money(100, "CNY"),
            at=world.clock.now(),
        )


def test_an_event_id_is_kept_once(world: World):
    with world.database.transaction() as tx:
        kept = [
            store.add_event(tx, event_id="e1", gateway="paper", sealed_body=b"x", at=world.clock.now())
            for _ in range(3)
        ]

    assert kept == [True, False, False]


def test_a_request_moves_only_from_where_it_may(world: World, asked):
    with world.database.transaction() as tx:
        store.move_requests(tx, [asked.id], to=RequestState.ACCEPTED, leaving=[RequestState.OPEN])
        store.move_requests(tx, [asked.id], to=RequestState.OPEN, leaving=[RequestState.RECEIVED])

        found = store.request_for(tx, RequestPurpose.BALANCE, "r1")

    assert found is not None
    assert found.state is RequestState.ACCEPTED
    assert found == store_request(world, found.reference)


def store_request(world: World, reference: str):
    with world.database.reading() as tx:
        return store.request_by_reference(tx, reference)


def test_no_request_under_another_reference_or_purpose(world: World, asked):
    assert store_request(world, "ZZZZZ-ZZZZZ") is None
    with world.database.reading() as tx:
        assert store.request_for(tx, RequestPurpose.DEPOSIT, "r1") is None


def test_who_has_money_waiting_is_told(world: World, asked):
    money.bank_says(world, asked.reference, Money(3, "CNY"), "Ann")
    with world.database.reading() as tx:
        assert store.inbox_waits(tx)
    money.payments_jobs.take_in(world)

    with world.database.reading() as tx:
        assert not store.inbox_waits(tx)
        assert store.waiting_subjects(tx, RequestPurpose.BALANCE, ["r1", "r2"]) == {"r1"}
        assert store.waiting_subjects(tx, RequestPurpose.DEPOSIT, ["r1"]) == set()


@pytest.mark.parametrize(
    "statement", [Payment.__table__.delete(), Payment.__table__.update().values(result="x")]
)
def test_a_payment_is_never_changed(world: World, asked, statement):
    money.bank_says(world, asked.reference, Money(3, "CNY"), "Ann")
    money.payments_jobs.take_in(world)

    with pytest.raises(DBAPIError, match="never changed"), world.database.transaction() as tx:
        tx.execute(statement)


def test_a_payout_without_its_transfer_or_receipt_is_refused(world: World):
    at = world.clock.now()
    row = payout_row(at)

    for state in ("PENDING", "SENT", "LOST"):
        with pytest.raises(IntegrityError), world.database.transaction() as tx:
            tx.execute(Payout.__table__.insert().values(state=state, **row))


def payout_row(at):
    return {
        "transfer_id": "nowhere",
        "kind": "REFUND",
        "destination": "payment:p1",
        "amount_minor": 5,
        "currency": "CNY",
        "next_attempt_at": at,
        "due_at": at,
    }


def test_a_payout_of_another_amount_than_its_transfer_is_refused(world: World, asked):
    payment_id = money.bank_says(world, "ZZZZZ-ZZZZZ", Money(3, "CNY"), "Ann")
    money.payments_jobs.take_in(world)

    for changed in ({"amount_minor": 4}, {"currency": "EUR"}):
        with pytest.raises(IntegrityError), world.database.transaction() as tx:
            tx.execute(Payout.__table__.update().values(changed))

    with world.database.reading() as tx:
        ((payout, _),) = outbox.due(tx, at=world.clock.now(), limit=5)
    assert (payout.transfer_id, payout.amount) == (f"back:{payment_id}", Money(3, "CNY"))
