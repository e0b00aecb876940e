"""Through the doors of settlement: the buyer sees the own balance, the court the own money."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from auction.kernel.doors import Role
from auction.kernel.money import AMOUNT_MINOR_MAX, Money
from auction.kernel.world import World
from auction.ledger import accounts
from auction.ledger import store as ledger
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments.received import RequestPurpose
from tests.support import cases, money, people
from tests.support.rounds import CLOSES_AT, SNAPSHOT, cny, make_round, make_terms


@pytest.fixture
def sold(world: World):
    """Give a sold round with its court, its buyer and a loser; every job ran once."""
    world.clock.set(CLOSES_AT - timedelta(hours=1))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, case_id=case_id, court_id=court_id)
    buyer, loser = money.enrol_paid(world, round_id, ["Ann", "Bo"])
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=cny(744_000))
    money.run_money_jobs(world)
    return round_id, court_id, buyer, loser


def page_for(app: Flask, world: World, account_id: str, path: str) -> tuple[int, str]:
    client = app.test_client()
    people.sign_in(client, people.email_of(world, account_id))
    answer = client.get(path)
    return answer.status_code, answer.get_data(as_text=True)


def test_the_buyer_pays_the_balance_from_the_own_page(app: Flask, world: World, sold):
    round_id, _, buyer, _ = sold
    money.bring_letters(app)
    reference = money.reference_of(world, RequestPurpose.BALANCE, round_id)
    path = f"/my/rounds/{round_id}/balance"

    status, page = page_for(app, world, buyer.account_id, path)
    assert status == 200
    for told in ("744,000.00", "71,400.00", "672,600.00", reference, f"/pay/{reference}", SNAPSHOT["title"]):
        assert told in page

    payer = app.test_client()
    people.sign_in(payer, people.email_of(world, buyer.account_id))
    people.post(payer, f"/pay/{reference}", {"amount": "672599", "payer_name": "Ann"})
    money.run_money_jobs(world)
    assert "part payments are not taken" in payer.get(path).get_data(as_text=True)

    people.post(payer, f"/pay/{reference}", {"amount": "672600", "payer_name": "ANN"})
    money.run_money_jobs(world)
    assert "The whole price is paid" in payer.get(path).get_data(as_text=True)


def test_nobody_else_learns_of_the_balance(app: Flask, world: World, sold):
    round_id, _, buyer, loser = sold

    assert page_for(app, world, loser.account_id, f"/my/rounds/{round_id}/balance")[0] == 404
    assert page_for(app, world, buyer.account_id, "/my/rounds/no-such-round/balance")[0] == 404
    assert app.test_client().get(f"/my/rounds/{round_id}/balance").status_code == 302


def test_the_court_sees_its_money_and_another_court_none_of_it(app: Flask, world: World, sold):
    _, court_id, _, _ = sold
    with world.database.transaction() as tx:
        officer = people.make_staff(world, tx, Role.FINANCE, court_id=court_id)
        stranger = people.make_staff(world, tx, Role.FINANCE, court_id=cases.make_court(tx))

    status, page = page_for(app, world, officer, "/court/finance")
    other_status, other = page_for(app, world, stranger, "/court/finance")

    assert (status, other_status) == (200, 200)
    assert page_for(app, world, officer, "/court/finance/")[0] == 200
    assert "What came in equals what went out" in page
    assert "142,800.00" in page
    assert SNAPSHOT["title"] in page
    assert SNAPSHOT["title"] not in other


def test_absurd_sums_break_no_page(app: Flask, world: World, sold):
    round_id, court_id, _, _ = sold
    sale, absurd = Sale(court_id=court_id, round_id=round_id), Money(AMOUNT_MINOR_MAX, "CNY")
    with world.database.transaction() as tx:
        officer = people.make_staff(world, tx, Role.FINANCE, court_id=court_id)
        for name in ("one", "two"):
            held, outside = accounts.unmatched(name, "CNY"), accounts.gateway("paper", "CNY")
            owed = accounts.payable(name, "CNY")
            at, came, back = world.clock.now(), Purpose.UNMATCHED_PAID, Purpose.UNMATCHED_RETURNED
            ledger.post(tx, [Transfer(f"in:{name}", outside, held, absurd, came, at, sale)])
            ledger.post(tx, [Transfer(f"back:{name}", held, owed, absurd, back, at, sale)])

    for path in ("/court/finance", "/audit/"):
        assert page_for(app, world, officer, path)[0] == 200


def test_an_overdue_balance_stands_in_red(app: Flask, world: World, sold):
    round_id, court_id, buyer, _ = sold
    world.clock.set(make_terms().balance_due_at)
    money.run_money_jobs(world)
    with world.database.transaction() as tx:
        officer = people.make_staff(world, tx, Role.JUDGE, court_id=court_id)

    _, page = page_for(app, world, officer, "/court/finance")
    _, own = page_for(app, world, buyer.account_id, f"/my/rounds/{round_id}/balance")

    assert "table-danger" in page
    assert "Overdue" in page
    assert "The court decides what follows" in own
    assert "/pay/" not in own


@pytest.mark.parametrize("role", [Role.BIDDER, Role.AUDITOR, Role.OPERATOR])
def test_who_is_no_officer_does_not_see_the_finance_page(app: Flask, world: World, role: Role):
    with world.database.transaction() as tx:
        make = people.make_bidder if role is Role.BIDDER else people.make_staff
        account_id = make(world, tx) if role is Role.BIDDER else make(world, tx, role)

    assert page_for(app, world, account_id, "/court/finance")[0] == 403
