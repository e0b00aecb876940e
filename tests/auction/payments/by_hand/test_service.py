"""What a bank refused goes to the account that finance named and a judge approved, once."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from auction.approvals.tables import ProposedAct
from auction.audit.tables import Entry
from auction.kernel.doors import Role
from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.payments import jobs
from auction.payments.bank import service as bank
from auction.payments.bank.order import OrderState, parse_origin
from auction.payments.bank.tables import BankOrder
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutState
from auction.people.vault import vault_of
from tests.support.districts import District, make_district
from tests.support.people import post, sign_in

# What the databases guard is tested with them; here it is who may do what.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
REFUNDS = "/court/finance/refunds/"
FORM = {"holder": "Ann Li", "number": "6222 0000 0000 1234", "because": "Seen the card."}


@pytest.fixture
def east(world: World) -> District:
    return make_district(world, "East")


@pytest.fixture
def finance(app: Flask, east: District) -> FlaskClient:
    browser = app.test_client()
    sign_in(browser, east.email(Role.FINANCE))
    return browser


def approve(app: Flask, world: World, east: District) -> int:
    judge = app.test_client()
    sign_in(judge, east.email(Role.JUDGE))
    with world.database.reading() as tx:
        query = select(ProposedAct).where(ProposedAct.act == "refund.by_hand")
        found = tx.scalars(query.order_by(ProposedAct.proposed_at.desc(), ProposedAct.id.desc())).first()
    path = f"/court/approvals/{found.id}"
    assert "Ann Li" in judge.get(path).text
    assert "62220000" not in judge.get(path).text
    return post(judge, f"{path}/approve", {"hash": found.content_hash}).status_code


def test_r_33_whose_account_it_is_is_shown_to_who_decides_on_it_and_to_no_clerk(
    app: Flask, east: District, finance: FlaskClient
):
    post(finance, f"{REFUNDS}{east.payout_id}", FORM)
    shown = {}
    for role in (Role.CLERK, Role.JUDGE, Role.FINANCE):
        browser = app.test_client()
        sign_in(browser, east.email(role))
        page = browser.get(REFUNDS).text
        (address,) = re.findall(r"/court/approvals/[0-9a-f]+", page) or [""]
        shown[role] = ("Ann Li" in page, browser.get(address).status_code if address else None)

    assert shown == {Role.CLERK: (False, None), Role.JUDGE: (True, 200), Role.FINANCE: (True, 200)}


def order_of(world: World, east: District) -> BankOrder:
    with world.database.reading() as tx:
        return tx.scalars(select(BankOrder).where(BankOrder.key == east.payout_id)).one()


def test_a_refused_refund_goes_to_the_account_that_two_people_named(
    app: Flask, world: World, east: District, finance: FlaskClient
):
    path = f"{REFUNDS}{east.payout_id}"
    wrong = post(finance, path, {**FORM, "number": "1"})

    assert east.payout_id in finance.get(REFUNDS).text
    assert post(finance, path, FORM).status_code == 303
    assert "…1234" in finance.get(REFUNDS).text
    assert approve(app, world, east) == 303
    jobs.pay_out(world)

    assert wrong.status_code == 422
    assert "This is no account number" in wrong.text
    with world.database.reading() as tx:
        assert payouts.lock(tx, east.payout_id).state is PayoutState.UNDER_WAY
        (entry,) = tx.scalars(select(Entry).where(Entry.kind == "refund.redirected"))
    ordered = order_of(world, east)
    named = parse_origin(vault_of(world.settings).unseal(ordered.sealed_creditor))
    assert (named.name, named.account) == ("Ann Li", "6222000000001234")
    assert b"6222" not in entry.body and b"Ann" not in entry.body
    assert "on its way" in post(finance, path, FORM).text


def test_what_the_bank_refuses_again_is_ordered_again_under_another_short_key(
    app: Flask, world: World, east: District, finance: FlaskClient
):
    short_keys = []
    for _ in range(2):
        world.clock.advance(minutes=1)
        assert post(finance, f"{REFUNDS}{east.payout_id}", FORM).status_code == 303
        assert approve(app, world, east) == 303
        jobs.pay_out(world)
        ordered = order_of(world, east)
        short_keys.append(ordered.end_to_end)
        assert ordered.state == OrderState.WAITING
        with world.database.transaction() as tx:
            bank.write_file(
                tx, court_id=east.court_id, time_zone="UTC", file_id=new_id(),
                vault=vault_of(world.settings), at=world.clock.now(),
            )  # fmt: skip
            tx.get(BankOrder, east.payout_id).state = OrderState.REFUSED.value
            payouts.move(tx, east.payout_id, state=PayoutState.REFUSED, reason="closed")

    assert len(set(short_keys)) == 2


def test_nobody_sends_what_is_another_courts(app: Flask, world: World, finance: FlaskClient):
    west = make_district(world, "West")

    assert finance.get(f"{REFUNDS}{west.payout_id}").status_code == 404
    assert post(finance, f"{REFUNDS}{west.payout_id}", FORM).status_code == 404
    assert west.payout_id not in finance.get(REFUNDS).text


def test_r_33_whoever_reads_whose_account_it_is_stands_in_the_record(
    app: Flask, world: World, east: District, finance: FlaskClient
):
    clerk = app.test_client()
    sign_in(clerk, east.email(Role.CLERK))
    assert finance.get(REFUNDS).status_code == 200
    post(finance, f"{REFUNDS}{east.payout_id}", FORM)

    with world.database.reading() as tx:
        found = tx.scalars(select(ProposedAct).where(ProposedAct.act == "refund.by_hand")).one()
    judge = app.test_client()
    sign_in(judge, east.email(Role.JUDGE))
    for browser, path in (
        (judge, f"/court/approvals/{found.id}"),
        (finance, REFUNDS),
        (clerk, REFUNDS),
    ):
        assert browser.get(path).status_code == 200

    with world.database.reading() as tx:
        kept = tx.scalars(select(Entry).where(Entry.kind == "access.identity")).all()
    told = [json.loads(entry.body) for entry in kept]
    looks = [(look["role"], look["door"], look["subject"], look["shown"]) for look in told]
    of = ("refund.by_hand", [found.id])
    assert looks == [("judge", "approvals.proposal", *of), ("finance", "by_hand.index", *of)]
    assert not any(b"Ann" in entry.body for entry in kept)
