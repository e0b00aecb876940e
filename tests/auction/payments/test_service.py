"""What arrives is kept once and placed or sent back; what leaves, leaves once."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments import jobs, service, store
from auction.payments.fact import Moved
from auction.payments.gateway import GatewayUnavailable
from auction.payments.paper_gateway import PaperGateway
from auction.payments.payout import Payout as Leaving
from auction.payments.payout import PayoutKind, refund_of
from auction.payments.received import RequestPurpose, RequestState
from auction.payments.tables import PaperMovement, Payment, Payout, WebhookEvent
from auction.people.vault import Vault
from tests.support import money, people
from tests.support.money import bank_says

ASKED = Money(7_140_000, "CNY")
REFERENCE = "K7F3K-9XQ2M"


@pytest.fixture
def asking(world: World) -> World:
    """Give a world in which a deposit was asked of somebody."""
    with world.database.transaction() as tx:
        ask(world, tx)
    return world


def ask(world: World, tx, **changes: object):
    account_id = changes.pop("account_id", None) or people.make_bidder(world, tx)
    return service.ask(
        tx,
        **{
            "request_id": new_id(),
            "reference": REFERENCE,
            "purpose": RequestPurpose.DEPOSIT,
            "subject_id": "e1",
            "account_id": account_id,
            "round_id": "r1",
            "amount": ASKED,
            "at": world.clock.now(),
            **changes,
        },
    )


def request(world: World):
    with world.database.reading() as tx:
        return store.request_for(tx, RequestPurpose.DEPOSIT, "e1")


def waiting(world: World) -> list[str]:
    with world.database.reading() as tx:
        return [payment.id for payment in store.received_for(tx, RequestPurpose.DEPOSIT, 100)]


def results(world: World) -> list[str]:
    with world.database.reading() as tx:
        return sorted(tx.scalars(select(WebhookEvent.result)))


def count(world: World, table: type) -> int:
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(table)) or 0


def test_asked_again_the_first_request_stands(world: World):
    with world.database.transaction() as tx:
        first = ask(world, tx)
        again = ask(world, tx, account_id=first.account_id, reference="ZZZZZ-ZZZZZ")

    assert again == first


def test_a_payment_is_received_and_waits_for_whoever_asked(asking: World):
    payment_id = bank_says(asking, REFERENCE, ASKED, "Ann")

    assert jobs.take_in(asking) == 1

    assert waiting(asking) == [payment_id]
    assert request(asking).state is RequestState.RECEIVED
    assert jobs.take_in(asking) == 0


def test_ten_copies_of_a_message_in_any_order_are_one_payment(asking: World):
    told = [("pay_a", "evt_a"), ("pay_b", "evt_b")] * 10 + [("pay_a", f"evt_{n}") for n in range(5)]
    random.Random(17).shuffle(told)

    for payment_id, event_id in told:
        bank_says(asking, REFERENCE, ASKED, "Ann", payment_id=payment_id, event_id=event_id)
        if event_id == "evt_3":
            jobs.take_in(asking)
    asking.clock.advance(days=3)
    bank_says(asking, REFERENCE, ASKED, "Ann", payment_id="pay_a", event_id="evt_late")
    jobs.take_in(asking)

    assert sorted(waiting(asking)) == ["pay_a", "pay_b"]
    assert count(asking, Payment) == 2
    assert results(asking) == ["payment_repeated"] * 6 + ["received"] * 2


def test_money_under_an_unknown_reference_goes_back_by_itself(world: World):
    payment_id = bank_says(world, "NOBOD-YKNOW", Money(500, "EUR"), "Ann")

    jobs.take_in(world)
    jobs.pay_out(world)

    assert results(world) == ["unknown_reference"]
    assert money.held(world, f"unmatched:{payment_id}", "EUR") == 0
    with world.database.reading() as tx:
        movement = tx.scalars(select(PaperMovement)).one()
    assert (movement.destination, movement.amount_minor, movement.currency) == (
        f"payment:{payment_id}",
        500,
        "EUR",
    )


def test_what_cannot_be_read_is_kept_and_named_and_stops_nothing(asking: World):
    from auction.people.vault import vault_of

    bodies = [b'{"id":"e1","type":"payment.disputed"}', b'{"id":"e2","type":"payment.received"}']
    with asking.database.transaction() as tx:
        for number, body in enumerate(bodies):
            service.keep_message(
                tx,
                vault=vault_of(asking.settings),
                gateway="paper",
                event_id=f"e{number}",
                body=body,
                at=asking.clock.now(),
            )
    bank_says(asking, REFERENCE, ASKED, "Ann")

    assert jobs.take_in(asking) == 3
    assert results(asking) == ["received", "unknown_type", "unreadable"]


def test_a_message_that_cannot_be_opened_waits_and_stops_no_other(asking: World):
    other, at = Vault("another secret"), asking.clock.now()
    with asking.database.transaction() as tx:
        service.keep_message(tx, vault=other, gateway="paper", event_id="e0", body=b"{}", at=at)
    asking.clock.advance(seconds=1)
    bank_says(asking, REFERENCE, ASKED, "王伟")

    assert [jobs.take_in(asking), jobs.take_in(asking)] == [1, 0]

    with asking.database.reading() as tx:
        unread = select(WebhookEvent.event_id).where(WebhookEvent.processed_at.is_(None))
        assert list(tx.scalars(unread)) == ["paper:e0"]


def test_an_accepted_payment_enters_the_ledger_once(asking: World):
    payment_id = bank_says(asking, REFERENCE, ASKED, "Ann")
    jobs.take_in(asking)

    def accept(subject: str) -> None:
        with asking.database.transaction() as tx:
            service.accept_payment(
                tx,
                payment_id=payment_id,
                credit=accounts.deposit(subject, "CNY"),
                purpose=Purpose.DEPOSIT_PAID,
                sale=Sale(round_id="r1"),
                at=asking.clock.now(),
            )

    accept("e1")
    accept("e1")
    with pytest.raises(AssertionError):
        accept("e2")

    assert money.held(asking, "deposit:e1") == ASKED.minor
    assert waiting(asking) == []
    assert request(asking).state is RequestState.ACCEPTED


def test_a_returned_payment_leaves_its_request_open_and_its_reason_shown(asking: World):
    payment_id = bank_says(asking, REFERENCE, Money(5, "CNY"), "Ann")
    jobs.take_in(asking)
    at = asking.clock.now()

    with asking.database.transaction() as tx:
        service.return_unmatched(tx, payment_id=payment_id, reason="payment_of_other_amount", at=at)

    asked = request(asking)
    with asking.database.reading() as tx:
        returned = store.returns_of(tx, asked.id)
        payout = tx.scalars(select(Payout)).one()
    assert asked.state is RequestState.OPEN
    assert [(each.reason, each.amount, each.needed) for each in returned] == [
        ("payment_of_other_amount", Money(5, "CNY"), ASKED)
    ]
    assert (payout.due_at, payout.kind) == (at + timedelta(hours=24), "REFUND")
    assert waiting(asking) == []


# From here on: payouts.


class BrokenBank(PaperGateway):
    """A bank that fails, before or after it has acted."""

    def __init__(self, bank: PaperGateway, failures: int, *, acts: bool) -> None:
        super().__init__(bank._database, bank._secret, bank._vault)
        self.failures, self.acts, self.calls = failures, acts, 0

    def pay_out(self, payout: Leaving, *, at: datetime) -> Moved:
        self.calls += 1
        failing = self.calls <= self.failures
        moved = super().pay_out(payout, at=at) if self.acts or not failing else None
        if failing or moved is None:
            raise GatewayUnavailable("no answer")
        return moved


def _returned(number: int, at: datetime) -> Transfer:
    held, owed = (make(f"e{number}", "CNY") for make in (accounts.deposit, accounts.payable))
    return Transfer(f"out:{number}", held, owed, ASKED, Purpose.DEPOSIT_RETURNED, at)


def schedule(world: World, number: int) -> list[Transfer]:
    """Schedule refunds of so many deposits."""
    at, outside = world.clock.now(), accounts.gateway("paper", "CNY")
    paid = Transfer("in", outside, accounts.deposit("e", "CNY"), ASKED, Purpose.DEPOSIT_PAID, at)
    back = [_returned(n, at) for n in range(number)]
    with world.database.transaction() as tx:
        ledger.post(tx, [replace(paid, id=f"in:{n}", credit=back[n].debit) for n in range(number)])
        ledger.post(tx, back)
        payouts = [refund_of(each, f"p{n}", due_at=at + timedelta(hours=24)) for n, each in enumerate(back)]
        service.schedule_payouts(tx, payouts, at=at)
    return back


def leaving(key: str, amount: Money, destination: str, at: datetime) -> Leaving:
    return Leaving(key, PayoutKind.REFUND, destination, amount, at)


def states(world: World) -> list[tuple[str, int]]:
    with world.database.reading() as tx:
        rows = tx.execute(select(Payout.state, Payout.attempts).order_by(Payout.transfer_id))
        return [(state, attempts) for state, attempts in rows]


def test_a_payout_leaves_once_and_keeps_its_receipt(world: World):
    schedule(world, 2)

    assert [jobs.pay_out(world), jobs.pay_out(world)] == [2, 0]

    assert states(world) == [("SENT", 1), ("SENT", 1)]
    with world.database.reading() as tx:
        assert set(tx.scalars(select(Payout.receipt))) == set(tx.scalars(select(PaperMovement.receipt)))


@pytest.mark.parametrize(
    ("acts", "left", "attempts"),
    # What it did without an answer is found by asking, before anything is tried again.
    [(False, [0, 0, 1, 0, 0], 3), (True, [0, 1, 0, 0, 0], 2)],
)
def test_a_bank_that_does_not_answer_is_asked_again_and_pays_once(world: World, acts, left, attempts):
    schedule(world, 1)
    bank = BrokenBank(money.paper_bank(world), 2, acts=acts)

    sent = []
    for _ in range(5):
        sent.append(jobs.pay_out_through(world, {"paper": bank}))
        world.clock.advance(seconds=10)

    assert sent == left
    assert states(world) == [("SENT", attempts)]
    assert count(world, PaperMovement) == 1


def test_a_failed_payout_waits_before_it_is_tried_again(world: World):
    schedule(world, 1)
    bank = BrokenBank(money.paper_bank(world), 1, acts=False)

    jobs.pay_out_through(world, {"paper": bank})
    world.clock.advance(seconds=4.9)
    assert jobs.pay_out_through(world, {"paper": bank}) == 0
    assert bank.calls == 1
    world.clock.advance(seconds=0.1)
    assert jobs.pay_out_through(world, {"paper": bank}) == 1


def test_a_bank_that_is_down_does_not_hold_up_the_tick(world: World):
    schedule(world, 8)
    bank = BrokenBank(money.paper_bank(world), 100, acts=False)

    assert jobs.pay_out_through(world, {"paper": bank}) == 0

    assert bank.calls == jobs.FAILURES_MAX
    assert sorted(states(world)) == [("PENDING", 0)] * 5 + [("UNKNOWN", 1)] * 3


def test_a_payout_that_always_fails_holds_up_no_other(world: World):
    schedule(world, 8)
    bank, at = money.paper_bank(world), world.clock.now()
    for number in range(jobs.FAILURES_MAX):
        bank.pay_out(leaving(f"out:{number}", Money(1, "CNY"), "payment:other", at), at=at)

    first, second = jobs.pay_out_through(world, {"paper": bank}), jobs.pay_out_through(world, {"paper": bank})

    assert (first, second) == (0, 5)
    assert sorted(states(world)) == [("SENT", 1)] * 5 + [("UNKNOWN", 1)] * 3


def test_a_crash_after_the_bank_acted_and_before_the_receipt_pays_once(world: World):
    back = schedule(world, 1)[0]
    bank, at = money.paper_bank(world), world.clock.now()
    bank.pay_out(leaving(back.id, ASKED, "payment:p0", at), at=at)

    assert jobs.pay_out(world) == 1

    assert count(world, PaperMovement) == 1
    assert states(world) == [("SENT", 1)]


def test_without_a_gateway_payouts_stay_pending(world: World):
    schedule(world, 1)
    settings = world.settings.model_copy(update={"paper_gateway": False})

    assert jobs.pay_out(replace(world, settings=settings)) == 0
    assert states(world) == [("PENDING", 0)]
