"""What a bank's payer wrote wrongly waits for finance, counts where finance placed it, or goes back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale
from auction.payments import jobs
from auction.payments import service as payments
from auction.payments import store as payments_store
from auction.payments.fact import PaymentArrived
from auction.payments.held import service, store
from auction.payments.received import RequestPurpose, RequestState
from auction.payments.tables import Payout
from auction.payments.words import Reason
from auction.people.vault import vault_of
from tests.support import money, people
from tests.support.gateways import AMOUNT, COURT, arrive

ASKED = Money(AMOUNT.minor - 1, "CNY")


@pytest.fixture
def held(world: World) -> World:
    """Give a world in which money came to a court's bank under no reference, and something was asked."""
    with world.database.transaction() as tx:
        payments.ask(
            tx,
            request_id="q1",
            reference="K7F3K-9XQ2M",
            purpose=RequestPurpose.DEPOSIT,
            subject_id="e1",
            account_id=people.make_bidder(world, tx),
            round_id="r1",
            amount=ASKED,
            at=world.clock.now(),
        )
    arrive(world, 1, gateway="bank")
    return world


def place(world: World, court_id: str = COURT):
    with world.database.transaction() as tx:
        return service.place(
            tx, payment_id="p1", request_id="q1", court_id=court_id, actor=new_id(), at=world.clock.now()
        )


def waiting(world: World) -> list[str]:
    with world.database.reading() as tx:
        return [each.payment_id for each in store.of_court(tx, COURT, limit=9)]


def entries(world: World) -> list[str]:
    with world.database.reading() as tx:
        query = select(Entry.kind).where(Entry.kind.like("payment.%"))
        return list(tx.scalars(query.order_by(Entry.position)))


def test_what_names_nobody_waits_and_lies_on_its_own_account(held: World):
    assert waiting(held) == ["p1"]
    assert money.held(held, "unmatched:p1") == AMOUNT.minor
    assert money.held(held, f"bank:{COURT}") == -AMOUNT.minor
    assert entries(held) == ["payment.held"]


def test_what_finance_placed_is_judged_and_taken_by_whoever_asked(held: World):
    assert place(held) is None
    assert place(held).reason == "payment_not_held"

    with held.database.transaction() as tx:
        (payment,) = payments_store.received_for(tx, RequestPurpose.DEPOSIT, 9)
        payments.accept_payment(
            tx,
            payment_id=payment.id,
            credit=accounts.deposit("e1", "CNY"),
            purpose=Purpose.DEPOSIT_PAID,
            sale=Sale(court_id=COURT, round_id="r1"),
            at=held.clock.now(),
            amount=ASKED,
        )
        request = payments_store.request(tx, "q1")
        returned = payments_store.returns_of(tx, "q1")

    assert (payment.is_placed, payment.request.id, request.state) == (True, "q1", RequestState.ACCEPTED)
    assert money.held(held, "deposit:e1") == ASKED.minor
    assert (money.held(held, "unmatched:p1"), money.held(held, "payable:p1")) == (0, 1)
    assert entries(held) == ["payment.held", "payment.placed"]
    assert [(each.reason, each.amount.minor) for each in returned] == [("payment_too_much", 1)]
    assert waiting(held) == []


def test_another_court_places_nothing(held: World):
    assert place(held, court_id="x" * 32).reason == "payment_not_held"


def test_what_nobody_placed_in_twenty_hours_goes_back_by_itself(held: World):
    held.clock.advance(hours=20, seconds=-1)
    assert jobs.send_back_held(held) == 0
    held.clock.advance(seconds=1)
    assert [jobs.send_back_held(held), jobs.send_back_held(held)] == [1, 0]

    with held.database.reading() as tx:
        payout = tx.scalars(select(Payout)).one()
    assert (payout.destination, payout.gateway, payout.amount_minor) == ("payment:p1", "bank", AMOUNT.minor)
    assert (money.held(held, "unmatched:p1"), money.held(held, "payable:p1")) == (0, AMOUNT.minor)
    assert waiting(held) == []


def test_what_was_held_in_a_sale_goes_back_in_that_sale_and_in_no_other(held: World):
    sale, at = Sale(court_id=COURT, round_id="r1"), held.clock.now()
    came = PaymentArrived("bank", "p2", "K7F3K-9XQ2M", ASKED, "Bob", court_id=COURT)
    with held.database.transaction() as tx:
        payments.apply(tx, vault=vault_of(held.settings), facts=[came], received_at=at, at=at)
        payments.turn_down(tx, payment_id="p2", reason=Reason.OTHER_NAME, at=at, sale=sale)
    assert place(held) is None
    with held.database.transaction() as tx:
        payments.turn_down(tx, payment_id="p1", reason=Reason.OTHER_AMOUNT, at=at, sale=sale)
    held.clock.advance(hours=20)
    jobs.send_back_held(held)

    with held.database.reading() as tx:
        of_round = {each.id for each in ledger.transfers_of(tx, round_id="r1")}
    assert of_round == {"in:p2", "back:p2"}
