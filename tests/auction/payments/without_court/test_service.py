"""Money of no court goes back once two operators agreed: out once more, or paid by the operator's bank."""

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
from auction.payments import jobs
from auction.payments.fact import MovedState
from auction.payments.tables import Payout
from tests.support import money
from tests.support.gateways import AMOUNT, ToldGateway
from tests.support.people import make_staff, post, sign_in
from tests.support.refused import refuse_a_refund_of_no_court

# What the databases guard is tested with the stores; here it is who may do what, and what follows.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
PAGE = "/operator/refused/"
PAID = {"way": "paid", "receipt": "N-4711", "because": "The payer wrote from the address of the payment."}
KEY = "back:p1"


@pytest.fixture
def operators(app: Flask, world: World) -> tuple[FlaskClient, FlaskClient]:
    """Give two operators, and a payment of nobody's that its service refused to send back."""
    with world.database.transaction() as tx:
        for name in ("one", "two"):
            make_staff(world, tx, Role.OPERATOR, email=f"{name}@platform.example")
    assert refuse_a_refund_of_no_court(world) == KEY
    one, two = app.test_client(), app.test_client()
    sign_in(one, "one@platform.example")
    sign_in(two, "two@platform.example")
    return one, two


def decide(world: World, browser: FlaskClient) -> Any:
    with world.database.reading() as tx:
        query = select(ProposedAct).where(ProposedAct.act == "refund.without_court")
        found = tx.scalars(query.order_by(ProposedAct.proposed_at.desc(), ProposedAct.id.desc())).first()
    path = f"/court/approvals/{found.id}"
    assert PAID["because"] in browser.get(path).text
    return post(browser, f"{path}/approve", {"hash": found.content_hash})


def test_what_the_operators_bank_paid_is_noted_once_and_nothing_is_owed_any_more(
    world: World, operators: tuple[FlaskClient, FlaskClient]
):
    one, two = operators
    assert KEY in one.get(PAGE).text
    assert post(one, f"{PAGE}{KEY}", PAID).status_code == 303
    assert decide(world, one).status_code == 409, "nobody approves what they proposed"
    assert money.held(world, "payable:p1") == AMOUNT.minor

    approved = decide(world, two)
    assert (approved.status_code, approved.location) == (303, PAGE)
    jobs.pay_out_through(world, {"told": ToldGateway(answers=[])})

    with world.database.reading() as tx:
        row = tx.get(Payout, KEY)
        kinds = list(tx.scalars(select(Entry.kind).where(Entry.kind.startswith("payout."))))
    assert (row.state, row.receipt, row.gateway) == ("SENT", "N-4711", "bank")
    assert (money.held(world, "payable:p1"), money.held(world, "bank:platform")) == (0, 0)
    # What still lies at the service is the operator's now, who put in as much.
    assert (money.held(world, "gateway:told"), money.held(world, "expense:platform")) == (
        -AMOUNT.minor,
        AMOUNT.minor,
    )
    assert kinds == ["payout.sent_again", "payout.posted"]
    assert "goes back once" in one.get(f"{PAGE}{KEY}").text
    assert post(one, f"{PAGE}{KEY}", PAID).status_code == 409
    assert KEY not in one.get(PAGE).text


def test_what_goes_out_once_more_leaves_under_a_key_of_its_own(
    world: World, operators: tuple[FlaskClient, FlaskClient]
):
    one, two = operators
    gateway = ToldGateway(answers=[MovedState.SENT])
    assert post(one, f"{PAGE}{KEY}", {**PAID, "way": "same"}).status_code == 303
    assert decide(world, two).status_code == 303

    assert [jobs.pay_out_through(world, {"told": gateway}) for _ in range(2)] == [1, 0]

    assert gateway.calls == [("find", f"{KEY}#2"), ("pay_out", f"{KEY}#2")]
    assert (money.held(world, "payable:p1"), money.held(world, "gateway:told")) == (0, 0)


def test_what_is_late_of_no_court_leads_operators_to_where_it_is_mended(
    world: World, operators: tuple[FlaskClient, FlaskClient]
):
    one, _ = operators
    world.clock.advance(hours=25)
    # Nobody stays signed in that long.
    sign_in(one, "one@platform.example")

    assert f'href="{PAGE}"' in one.get("/operator/late").text
    assert f'href="{PAGE}"' in one.get("/operator/reconciliation").text


def test_wrong_forms_and_other_people_send_nothing(
    app: Flask, world: World, operators: tuple[FlaskClient, FlaskClient]
):
    one, _ = operators
    with world.database.transaction() as tx:
        make_staff(world, tx, Role.AUDITOR, email="auditor@platform.example")
    auditor = app.test_client()
    sign_in(auditor, "auditor@platform.example")

    assert post(one, f"{PAGE}{KEY}", {"way": "paid"}).status_code == 422
    assert post(one, f"{PAGE}back:p9", PAID).status_code == 404
    assert auditor.get(PAGE).status_code == 403
    assert post(auditor, f"{PAGE}{KEY}", PAID).status_code == 403
