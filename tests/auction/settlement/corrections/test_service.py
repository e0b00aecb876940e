"""Finance proposes, a judge approves, and the exact reverse is posted once."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from auction.approvals.tables import ProposedAct
from auction.audit.tables import Entry
from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.ledger.transfer import correction_id
from auction.settlement.corrections import store
from tests.support.districts import District, make_district
from tests.support.people import post, sign_in

CORRECTIONS = "/court/finance/corrections/"


@pytest.fixture
def east(world: World) -> District:
    return make_district(world, "East")


def browser_of(app: Flask, email: str) -> FlaskClient:
    browser = app.test_client()
    sign_in(browser, email)
    return browser


def proposed(world: World) -> ProposedAct:
    with world.database.reading() as tx:
        query = select(ProposedAct).where(ProposedAct.act == "ledger.correct")
        return tx.scalars(query.order_by(ProposedAct.proposed_at.desc())).first()


def approve(judge: FlaskClient, found: ProposedAct):
    return post(judge, f"/court/approvals/{found.id}/approve", {"hash": found.content_hash})


def test_a_wrong_fee_is_taken_back_by_two_people_once(app: Flask, world: World, east: District):
    finance, judge = (browser_of(app, east.email(role)) for role in (Role.FINANCE, Role.JUDGE))
    path = f"{CORRECTIONS}{east.transfer_id}"
    with world.database.reading() as tx:
        bank = f"bank:{east.court_id}:CNY"
        before = ledger.balance(tx, bank).minor

    assert "Propose the correction" in finance.get(path).text
    assert post(finance, path, {"because": " "}).status_code == 409
    assert post(finance, path, {"because": "The bank took it back."}).status_code == 303
    assert post(finance, path, {"because": "Once more."}).status_code == 409
    assert "The bank took it back." in finance.get(CORRECTIONS).text
    assert approve(judge, proposed(world)).status_code == 303

    with world.database.reading() as tx:
        (fixed,) = ledger.transfers_by_id(tx, [correction_id(east.transfer_id)])
        assert store.corrections(tx, east.court_id, "CNY") == [fixed]
        assert ledger.balance(tx, bank).minor == before - 5
        assert ledger.total(tx, "CNY").minor == 0
        (entry,) = tx.scalars(select(Entry).where(Entry.kind == "correction.posted"))
    assert entry.chain == f"court:{east.court_id}"
    assert "taken back already" in finance.get(path).text
    assert east.transfer_id in finance.get(CORRECTIONS).text
    assert post(finance, path, {"because": "Again."}).status_code == 409


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_what_became_wrong_after_it_was_proposed_is_refused_when_approved(
    app: Flask, world: World, east: District
):
    finance, judge = (browser_of(app, east.email(role)) for role in (Role.FINANCE, Role.JUDGE))
    post(finance, f"{CORRECTIONS}{east.transfer_id}", {"because": "The bank took it back."})
    first = proposed(world)
    with world.database.reading() as tx:
        wrong = store.transfer(tx, east.transfer_id, east.court_id)
    assert wrong is not None
    with world.database.transaction() as tx:
        from auction.ledger.transfer import correction_of

        ledger.post(tx, [correction_of(wrong, at=world.clock.now())])

    answer = approve(judge, first)

    assert answer.status_code == 409
    assert "taken back already" in answer.text


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_clerk_reads_and_proposes_nothing_and_another_court_has_no_such_transfer(
    app: Flask, world: World, east: District
):
    west = make_district(world, "West")
    clerk, finance = (browser_of(app, east.email(role)) for role in (Role.CLERK, Role.FINANCE))

    assert "Propose the correction" not in clerk.get(f"{CORRECTIONS}{east.transfer_id}").text
    assert post(clerk, f"{CORRECTIONS}{east.transfer_id}", {"because": "x"}).status_code == 403
    assert finance.get(f"{CORRECTIONS}{west.transfer_id}").status_code == 404
    assert post(finance, f"{CORRECTIONS}{west.transfer_id}", {"because": "x"}).status_code == 404
    assert finance.get(f"{CORRECTIONS}in:nothing").status_code == 404
