"""Letters about money leave by themselves, once, at their time, in the language of who reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import insert, select, update

from auction.enrolment.tables import Enrolment
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import service as payments
from auction.payments.by_hand.tables import RefundByHand
from auction.payments.fact import Moved, MovedState, PaymentArrived
from auction.payments.held import service as held
from auction.payments.held import store as held_store
from auction.payments.outbox import service as outbox
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutState
from auction.payments.received import RequestPurpose
from auction.payments.tables import Payout
from auction.people.tables import Account
from auction.people.vault import vault_of
from auction.rounds import store as rounds
from auction.settlement.letters import jobs
from auction.settlement.letters.letter import SETTLED_AFTER
from tests.support import cases, money
from tests.support.money import PaidBidder
from tests.support.people import email_of, letters
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

# Which database the letters wait in, the tests of the store and the service try.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)

PRICE, BALANCE = cny(744_000), cny(672_600)
DUE_AT = make_terms().balance_due_at


@dataclass(frozen=True)
class Sale:
    """A sold round with its buyer and one loser."""

    round_id: str
    buyer: PaidBidder
    loser: PaidBidder


@pytest.fixture
def sale(app: Flask, world: World) -> Sale:
    """Give a round sold at 744,000 whose money went where it goes at the hammer."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    buyer, loser = money.enrol_paid(world, round_id, ("王伟", "Li Na"))
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=PRICE)
    for _ in range(3):
        money.run_money_jobs(world)
    return Sale(round_id, buyer, loser)


def tick(app: Flask, world: World) -> list[tuple[str, str, str]]:
    """Let the letters that are due leave; return for each new one to whom, its subject and its text."""
    before = len(letters(world))
    with app.app_context():
        jobs.plan_letters(world)
        jobs.send_letters(world)
    found = [message_from_bytes(text.encode(), policy=policy.default) for text in letters(world)[before:]]
    return sorted((each["To"], each["Subject"], each.get_content()) for each in found)


def subjects(found: list[tuple[str, str, str]]) -> list[str]:
    return [subject.partition(":")[0] for _, subject, _ in found]


def test_at_the_hammer_the_buyer_is_asked_and_the_loser_told_that_the_deposit_left(app, world, sale):
    world.clock.advance(seconds=SETTLED_AFTER.total_seconds() + 1)

    found = tick(app, world)

    by_person = {to: (subject, text) for to, subject, text in found}
    asked, asked_text = by_person[email_of(world, sale.buyer.account_id)]
    back, back_text = by_person[email_of(world, sale.loser.account_id)]
    assert len(found) == 2
    assert asked.startswith("You bought")
    assert "CN¥672,600.00" in asked_text
    assert money.reference_of(world, RequestPurpose.BALANCE, sale.round_id) in asked_text
    assert f"{world.settings.public_url}/my/rounds/{sale.round_id}/balance" in asked_text
    assert back.startswith("Your deposit is on its way back")
    assert "CN¥71,400.00" in back_text
    # No letter names anybody else, and none shows marks of a page.
    assert not any(name in text for _, _, text in found for name in ("王伟", "Li Na", "<time"))
    assert tick(app, world) == []


def test_a_letter_is_written_in_the_language_of_the_enrolment(app, world, sale):
    with world.database.transaction() as tx:
        tx.execute(update(Enrolment).values(language="zh_Hans_CN"))
    world.clock.advance(seconds=SETTLED_AFTER.total_seconds() + 1)

    # The library writes amounts in the language of the letter, whatever else is translated.
    assert any("¥672,600.00" in text and "CN¥" not in text for _, _, text in tick(app, world))


def test_reminders_come_three_days_and_one_day_before_and_when_the_date_passed(app, world, sale):
    world.clock.set(CLOSES_AT + timedelta(days=1))
    tick(app, world)
    said = []
    for at in (DUE_AT - timedelta(days=3), DUE_AT - timedelta(days=1), DUE_AT):
        world.clock.set(at - timedelta(seconds=1))
        money.run_money_jobs(world)
        early = subjects(tick(app, world))
        world.clock.set(at)
        money.run_money_jobs(world)
        said.append((early, subjects(tick(app, world))))

    assert said == [
        ([], ["Three days are left to pay the balance"]),
        ([], ["One day is left to pay the balance"]),
        ([], ["The date to pay the balance has passed"]),
    ]


def pay(world: World, sale: Sale, amount=BALANCE, payer: str = "王伟") -> None:
    reference = money.reference_of(world, RequestPurpose.BALANCE, sale.round_id)
    money.bank_says(world, reference, amount, payer)
    for _ in range(3):
        money.run_money_jobs(world)


def test_who_paid_is_thanked_and_reminded_no_more(app, world, sale):
    world.clock.set(CLOSES_AT + timedelta(days=1))
    pay(world, sale)
    world.clock.advance(minutes=2)
    thanked = tick(app, world)
    world.clock.set(DUE_AT - timedelta(days=1))

    assert "The price is paid" in subjects(thanked)
    assert f"balance-out:{sale.round_id}" in next(
        text for _, subject, text in thanked if "is paid" in subject
    )
    assert tick(app, world) == []


def test_a_payment_in_another_name_is_told_with_its_reason(app, world, sale):
    world.clock.set(CLOSES_AT + timedelta(days=1))
    tick(app, world)
    pay(world, sale, payer="Somebody Else")
    world.clock.advance(minutes=2)

    ((to, subject, text),) = tick(app, world)

    assert to == email_of(world, sale.buyer.account_id)
    assert subject.startswith("A payment of yours goes back")
    assert "another name" in text
    assert "(R-31)" in text
    assert "Somebody Else" not in text


def pay_the_court(world: World, sale: Sale, amount: Money, payer: str, reference: str) -> str:
    with world.database.reading() as tx:
        board = rounds.read_board(tx, sale.round_id)
    assert board is not None
    payment_id, at = f"bank_{new_id()}", world.clock.now()
    fact = PaymentArrived("bank", payment_id, reference, amount, payer, court_id=board.court_id)
    with world.database.transaction() as tx:
        payments.apply(tx, vault=vault_of(world.settings), facts=[fact], received_at=at, at=at)
    money.run_money_jobs(world)
    return payment_id


def redirect(world: World, prefix: str) -> None:
    """Let what had left come back, and leave again for an account that two people named."""
    at = world.clock.now()
    with world.database.transaction() as tx:
        refunds = select(Payout.transfer_id).where(Payout.kind == "REFUND")
        (key,) = tx.scalars(refunds.where(Payout.transfer_id.startswith(prefix)))
        payout = payouts.lock(tx, key)
        assert payout is not None
        refused = Moved(key, MovedState.REFUSED, payout.amount, reason="closed", at=at)
        outbox.record(tx, gateway="paper", moved=refused, at=at)
        named = {
            "proposal_id": new_id(),
            "sealed_creditor": vault_of(world.settings).seal("[]"),
            "named_at": at,
        }
        tx.execute(insert(RefundByHand).values(transfer_id=key, **named))
        payouts.open_again(tx, key, gateway="paper", state=PayoutState.PENDING, at=at)
    money.run_money_jobs(world)
    world.clock.advance(minutes=2)


def test_a_deposit_that_left_by_hand_is_told_to_have_left_for_the_account_that_was_noted(app, world, sale):
    world.clock.set(CLOSES_AT + timedelta(days=1))
    first = [text for to, _, text in tick(app, world) if to == email_of(world, sale.loser.account_id)]
    redirect(world, "deposit-out:")

    ((to, _, text),) = tick(app, world)

    assert to == email_of(world, sale.loser.account_id)
    assert "the account that it came from" in first[0]
    assert "by a transfer of the court" in text and "came from" not in text
    assert "Number at the bank or payment service: paper-" in text
    assert "CN¥71,400.00" in text and "Nothing was kept back" in text


def test_a_payment_that_left_by_hand_is_told_once_more_when_it_left(app, world, sale):
    world.clock.set(CLOSES_AT + timedelta(days=1))
    tick(app, world)
    pay(world, sale, payer="Somebody Else")
    world.clock.advance(minutes=2)
    ((_, _, first),) = tick(app, world)
    redirect(world, "back:")

    ((to, _, text),) = tick(app, world)

    assert to == email_of(world, sale.buyer.account_id)
    assert "the account that it came from within 24 hours" in first
    assert "by a transfer of the court" in text and "came from" not in text
    assert "another name" in text


def test_what_waited_at_a_bank_in_another_name_is_told_once_it_goes_back(app, world, sale):
    world.clock.set(CLOSES_AT + timedelta(days=1))
    tick(app, world)
    reference = money.reference_of(world, RequestPurpose.BALANCE, sale.round_id)
    pay_the_court(world, sale, BALANCE, "Somebody Else", reference)
    world.clock.advance(hours=21)
    money.run_money_jobs(world)
    world.clock.advance(minutes=2)

    ((to, subject, text),) = tick(app, world)

    assert to == email_of(world, sale.buyer.account_id)
    assert subject.startswith("A payment of yours goes back")
    assert "another name" in text


def test_what_is_too_much_of_a_payment_is_told_to_whom_finance_placed_it_for(app, world, sale):
    world.clock.set(CLOSES_AT + timedelta(days=1))
    tick(app, world)
    payment_id = pay_the_court(world, sale, BALANCE + cny(100), "Somebody Else", "no such")
    with world.database.transaction() as tx:
        waiting = held_store.lock(tx, payment_id)
        assert waiting is not None
        placed = {"court_id": waiting.court_id, "actor": new_id(), "at": world.clock.now()}
        assert held.place(tx, payment_id=payment_id, request_id=sale.round_id, **placed) is None
    money.run_money_jobs(world)
    world.clock.advance(minutes=2)

    found = tick(app, world)

    assert {to for to, *_ in found} == {email_of(world, sale.buyer.account_id)}
    assert {"The price is paid", "A payment of yours goes back"} == set(subjects(found))


def test_after_a_long_silence_of_the_platform_nothing_old_is_written(app, world, sale):
    world.clock.set(DUE_AT + timedelta(days=8))

    assert tick(app, world) == []


def test_who_has_no_account_any_more_gets_no_letter(app, world, sale):
    with world.database.transaction() as tx:
        tx.execute(update(Account).values(active=False))
    world.clock.advance(minutes=2)

    assert tick(app, world) == []
