"""What was refused goes out again once two people agreed, under another key, and never twice."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from auction.approvals.tables import ProposedAct
from auction.audit.tables import Entry
from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.payments import jobs
from auction.payments.bank.order import OrderState
from auction.payments.bank.tables import BankOrder
from auction.payments.fact import Moved, MovedState
from auction.payments.intake import Result
from auction.payments.outbox import service as outbox
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutState
from tests.support.districts import District, make_district
from tests.support.gateways import ToldGateway
from tests.support.people import post, sign_in
from tests.support.refused import FIVE, RefusedCredit, refuse_a_credit

# What the databases guard is tested with the store; here it is who may do what, and what follows.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
PAGE = "/court/finance/refused/"
LIST = "/court/finance/refunds/"
FORM = {"way": "same", "because": "The account was opened again."}


@pytest.fixture
def east(world: World) -> District:
    return make_district(world, "East")


@pytest.fixture
def credit(world: World, east: District) -> RefusedCredit:
    return refuse_a_credit(world, gateway="told", court_id=east.court_id, case_id=east.case_id)


@pytest.fixture
def finance(app: Flask, east: District) -> FlaskClient:
    browser = app.test_client()
    sign_in(browser, east.email(Role.FINANCE))
    return browser


def approve(app: Flask, world: World, east: District) -> Any:
    judge = app.test_client()
    sign_in(judge, east.email(Role.JUDGE))
    with world.database.reading() as tx:
        query = select(ProposedAct).where(ProposedAct.act == "payout.again")
        found = tx.scalars(query.order_by(ProposedAct.proposed_at.desc(), ProposedAct.id.desc())).first()
    path = f"/court/approvals/{found.id}"
    assert FORM["because"] in judge.get(path).text
    return post(judge, f"{path}/approve", {"hash": found.content_hash})


def left(world: World, credit: RefusedCredit) -> list[str]:
    """Return the transfers by which it left."""
    ids = [f"sent:{credit.transfer_id}{suffix}" for suffix in ("", ":2", ":3")]
    with world.database.reading() as tx:
        return [each.id for each in ledger.transfers_by_id(tx, ids)]


def test_it_goes_out_again_under_a_new_key_and_leaves_once(
    app: Flask, world: World, east: District, finance: FlaskClient, credit: RefusedCredit
):
    gateway = ToldGateway(answers=[MovedState.SENT])
    assert credit.transfer_id in finance.get(LIST).text
    assert post(finance, f"{PAGE}{credit.transfer_id}", FORM).status_code == 303
    jobs.pay_out_through(world, {"told": gateway})
    assert gateway.calls == []

    assert approve(app, world, east).status_code == 303
    jobs.pay_out_through(world, {"told": gateway})
    jobs.pay_out_through(world, {"told": gateway})

    # Asked first, and paid under a key that was not refused.
    assert gateway.calls == [(each, f"{credit.transfer_id}#2") for each in ("find", "pay_out")]
    assert left(world, credit) == [f"sent:{credit.transfer_id}"]
    with world.database.reading() as tx:
        (entry,) = tx.scalars(select(Entry).where(Entry.kind == "payout.sent_again"))
    assert b'"times":2' in entry.body
    assert "goes out once" in finance.get(f"{PAGE}{credit.transfer_id}").text
    assert f"/refused/{credit.transfer_id}" not in finance.get(LIST).text


def test_what_is_refused_once_more_may_be_proposed_once_more(
    app: Flask, world: World, east: District, finance: FlaskClient, credit: RefusedCredit
):
    gateway = ToldGateway(answers=[MovedState.REFUSED])
    for number in (2, 3):
        world.clock.advance(minutes=1)
        assert post(finance, f"{PAGE}{credit.transfer_id}", FORM).status_code == 303
        assert approve(app, world, east).status_code == 303
        jobs.pay_out_through(world, {"told": gateway})
        assert gateway.calls[-1] == ("pay_out", f"{credit.transfer_id}#{number}")

    assert left(world, credit) == []
    with world.database.transaction() as tx:
        assert payouts.lock(tx, credit.transfer_id).state is PayoutState.REFUSED


def test_what_a_gateway_says_of_an_earlier_key_is_over(
    app: Flask, world: World, east: District, finance: FlaskClient, credit: RefusedCredit
):
    post(finance, f"{PAGE}{credit.transfer_id}", FORM)
    approve(app, world, east)
    at, first = world.clock.now(), credit.transfer_id

    with world.database.transaction() as tx:
        told = {
            key: outbox.record(
                tx, gateway="told", moved=Moved(key, MovedState.SENT, FIVE, receipt="r", at=at), at=at
            )
            for key in (first, f"{first}#3", f"{first}#2")
        }

    assert list(told.values()) == [Result.NOT_OURS, Result.NOT_OURS, Result.MOVED]
    assert left(world, credit) == [f"sent:{first}"]


def test_by_the_bank_it_is_ordered_for_the_account_of_the_case(
    app: Flask, world: World, east: District, finance: FlaskClient, credit: RefusedCredit
):
    post(finance, f"{PAGE}{credit.transfer_id}", {**FORM, "way": "bank"})
    approve(app, world, east)
    short_keys = []
    for _ in range(2):
        jobs.pay_out(world)
        with world.database.transaction() as tx:
            order = tx.get(BankOrder, credit.transfer_id)
            short_keys.append(order.end_to_end)
            assert (order.state, order.amount_minor) == (OrderState.WAITING, FIVE.minor)
            assert payouts.lock(tx, credit.transfer_id).state is PayoutState.UNDER_WAY
            # The bank gives it back.
            order.state, order.file_id = OrderState.REFUSED.value, east.bank.file_id
            payouts.move(tx, credit.transfer_id, state=PayoutState.REFUSED, reason="AC04")
        world.clock.advance(minutes=1)
        assert 'value="same"' not in finance.get(f"{PAGE}{credit.transfer_id}").text
        assert post(finance, f"{PAGE}{credit.transfer_id}", {**FORM, "way": "bank"}).status_code == 303
        assert approve(app, world, east).status_code == 303

    assert len(set(short_keys)) == 2


def test_what_left_meanwhile_is_not_sent_though_it_was_proposed(
    app: Flask, world: World, east: District, finance: FlaskClient, credit: RefusedCredit
):
    post(finance, f"{PAGE}{credit.transfer_id}", FORM)
    at, moved = world.clock.now(), Moved(credit.transfer_id, MovedState.SENT, FIVE, receipt="r")
    with world.database.transaction() as tx:
        outbox.record(tx, gateway="told", moved=moved, at=at)

    answer = approve(app, world, east)

    assert "goes out once" in answer.text
    assert left(world, credit) == [f"sent:{credit.transfer_id}"]


def test_wrong_forms_and_other_courts_propose_nothing(
    app: Flask, world: World, finance: FlaskClient, credit: RefusedCredit
):
    west = make_district(world, "West")
    other = refuse_a_credit(world, gateway="told", court_id=west.court_id, case_id=west.case_id)
    wrong = post(finance, f"{PAGE}{credit.transfer_id}", {"way": "air", "because": ""})
    clerk = app.test_client()
    sign_in(clerk, west.email(Role.CLERK))

    assert (wrong.status_code, "Choose which way" in wrong.text) == (422, True)
    assert finance.get(f"{PAGE}{other.transfer_id}").status_code == 404
    assert post(finance, f"{PAGE}{other.transfer_id}", FORM).status_code == 404
    assert post(clerk, f"{PAGE}{other.transfer_id}", FORM).status_code == 403
    assert "Propose to send it again" not in clerk.get(f"{PAGE}{other.transfer_id}").text
