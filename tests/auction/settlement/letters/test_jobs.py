"""Letters about money leave by themselves, once, at their time, in the language of who reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from flask import Flask
from sqlalchemy import update

from auction.enrolment.tables import Enrolment
from auction.kernel.world import World
from auction.payments.received import RequestPurpose
from auction.people.tables import Account
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


def test_after_a_long_silence_of_the_platform_nothing_old_is_written(app, world, sale):
    world.clock.set(DUE_AT + timedelta(days=8))

    assert tick(app, world) == []


def test_who_has_no_account_any_more_gets_no_letter(app, world, sale):
    with world.database.transaction() as tx:
        tx.execute(update(Account).values(active=False))
    world.clock.advance(minutes=2)

    assert tick(app, world) == []
