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
from auction.ledger.transfer import correction_id, correction_of, deposit_out_id, sent_id
from auction.payments.outbox import store as payouts
from auction.payments.payout import PayoutState
from auction.settlement.corrections import store
from tests.support.districts import District, make_district, make_sale
from tests.support.money_game import DEPOSIT, Game
from tests.support.people import post, sign_in

# Both databases guard the ledger in its own tests; here it is who may do what.
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
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

    statement = finance.get(f"/money/statements/account/bank:{east.court_id}:CNY").text
    assert f'href="{path}"' in statement
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


def test_a_payout_that_never_arrived_is_owed_again_and_shown_as_refused(app: Flask, world: World, east):
    sale = make_sale(world, east)
    finance, judge = (browser_of(app, east.email(role)) for role in (Role.FINANCE, Role.JUDGE))
    owed_id = deposit_out_id(sale.loser.enrolment_id)
    path = f"{CORRECTIONS}{sent_id(owed_id)}"
    with world.database.reading() as tx:
        assert payouts.lock(tx, owed_id).state is PayoutState.SENT

    assert post(finance, path, {"because": "It never arrived."}).status_code == 303
    assert approve(judge, proposed(world)).status_code == 303

    with world.database.reading() as tx:
        assert payouts.lock(tx, owed_id).state is PayoutState.REFUSED
        owed = ledger.balance(tx, f"payable:{sale.loser.enrolment_id}:CNY")
    assert owed == ledger_amount(world, owed_id)
    assert "was taken back" in finance.get(f"{CORRECTIONS}{correction_id(sent_id(owed_id))}").text


def test_what_came_back_to_a_bank_without_our_key_leaves_once_more_and_is_not_only_said_to(world: World):
    game = Game(world)
    game.pay_deposit(0, "right", 1)
    game.branch.tell("new")
    game.work()
    game.end(None)
    leave(game)
    (owed_id,) = game.branch.left()

    game.return_from_bank(with_key=False)
    game.branch.tell("new")
    game.work()
    assert game.branch.left() == {}
    assert game.send_by_hand(0)
    game.work()

    with world.database.reading() as tx:
        assert payouts.lock(tx, owed_id).state is PayoutState.UNDER_WAY
    leave(game)
    assert game.branch.left() == {owed_id: DEPOSIT.minor}
    with world.database.reading() as tx:
        assert payouts.lock(tx, owed_id).state is PayoutState.SENT


def leave(game: Game) -> None:
    """Let what is ordered be written into a file, carried out, and told by a statement."""
    game.work()
    game.clock.advance(minutes=5)
    game.work()
    game.branch.fetch_files()
    game.branch.carry_out(9)
    game.branch.tell("new")
    game.work()


def ledger_amount(world: World, transfer_id: str):
    with world.database.reading() as tx:
        (found,) = ledger.transfers_by_id(tx, [transfer_id])
    return found.amount


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
        ledger.post(tx, [correction_of(wrong, at=world.clock.now())])

    answer = approve(judge, first)

    assert answer.status_code == 409
    assert "taken back already" in answer.text


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
