"""Finance sees what differs at its court, explains it, asks again; operators what is no court's."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import jobs as payments_jobs
from auction.payments.reconciliation import jobs
from auction.payments.reconciliation.tables import MoneyDifference
from auction.payments.reconciliation.wish import EXPLANATION_LENGTH_MAX
from auction.payments.webhook import Message
from tests.support import bank
from tests.support.cases import make_court
from tests.support.districts import District, make_district
from tests.support.money import paper_bank
from tests.support.people import make_staff, post, sign_in

COURT, PLATFORM = "/court/finance/reconciliation", "/operator/reconciliation"
APART = "one side has what is apart a day later"
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def operator(app: Flask, world: World) -> FlaskClient:
    with world.database.transaction() as tx:
        make_staff(world, tx, Role.OPERATOR, email="op@town.example")
    browser = app.test_client()
    sign_in(browser, "op@town.example")
    return browser


@pytest.fixture
def east(world: World) -> District:
    return make_district(world, "East")


@pytest.fixture
def finance(app: Flask, east: District) -> FlaskClient:
    browser = app.test_client()
    sign_in(browser, east.email(Role.FINANCE))
    return browser


def test_a_court_that_has_just_named_its_account_is_not_told_to_name_one(world: World, app: Flask):
    with world.database.transaction() as tx:
        new = make_court(tx, name="New Court")
        make_staff(world, tx, Role.FINANCE, court_id=new, email="new@town.example")
    browser = app.test_client()
    sign_in(browser, "new@town.example")

    before = browser.get(COURT).text
    bank.name_account(world, new)
    after = browser.get(COURT).text

    assert ("once it is named" in before, "No day has been compared yet" in before) == (True, False)
    assert ("once it is named" in after, "No day has been compared yet" in after) == (False, True)


def test_where_nothing_differs_everything_agrees(operator: FlaskClient, east: District):
    page = operator.get(PLATFORM).text

    assert "Everything agrees." in page
    assert "No day has been compared yet." in page


def test_finance_sees_cause_and_act_and_explains(finance: FlaskClient, east: District):
    page = finance.get(COURT).text
    assert "At the gateway, not in the ledger" in page
    assert "has not been heard yet" in page

    path = f"{COURT}/{east.difference_id}/explain"
    empty = post(finance, path, {"words": " "})
    long = post(finance, path, {"words": "x" * (EXPLANATION_LENGTH_MAX + 1)})
    done = post(finance, path, {"words": "The <b>address</b> was wrong."})

    assert (empty.status_code, long.status_code, done.status_code) == (422, 422, 303)
    assert "Say what you found out" in empty.text
    assert "x" * EXPLANATION_LENGTH_MAX in long.text
    assert "The &lt;b&gt;address&lt;/b&gt; was wrong." in finance.get(COURT).text


def test_a_judge_reads_but_does_not_act(app: Flask, east: District):
    judge = app.test_client()
    sign_in(judge, east.email(Role.JUDGE))

    page = judge.get(COURT)

    assert page.status_code == 200
    assert "/again" not in page.text
    assert post(judge, f"{COURT}/{east.difference_id}/again").status_code == 403


def test_the_sheet_has_what_the_page_has(finance: FlaskClient, east: District):
    sheet = finance.get(f"{COURT}.csv")

    head, row = sheet.text.splitlines()
    assert sheet.headers["Content-Disposition"].endswith('"differences.csv"')
    assert head.removeprefix("\ufeff").startswith("day,gateway,kind")
    assert f"in:{east.court_id}" in row


def test_what_nobody_heard_of_is_asked_for_and_gone_some_minutes_later(
    app: Flask, world: World, operator: FlaskClient, east: District
):
    message = Message("pay_1", "A-B", Money(5, "CNY"), "Ann")
    paper_bank(world).message(message, event_id="e", at=world.clock.now())
    assert post(operator, f"{PLATFORM}/now").status_code == 303
    with world.database.reading() as tx:
        found = tx.scalars(select(MoneyDifference).where(MoneyDifference.subject == "pay_1")).one()
    assert "pay_1" in operator.get(PLATFORM).text

    asked = post(operator, f"{PLATFORM}/{found.id}/again")
    at_once = post(operator, f"{PLATFORM}/{found.id}/again")
    payments_jobs.take_in(world)
    world.clock.advance(minutes=1)
    jobs.reconcile(world)

    assert (asked.status_code, at_once.status_code) == (303, 409)
    page = operator.get(PLATFORM).text
    assert "Everything agrees." in page
    assert "mended" in operator.get(f"{PLATFORM}?day={found.day}").text
    assert post(operator, f"{PLATFORM}/{found.id}/again").status_code == 409


def test_what_midnight_parts_agrees_and_is_said_beside_the_two_balances(
    world: World, operator: FlaskClient, east: District
):
    world.clock.set(world.clock.now().replace(hour=23, minute=59))
    sign_in(operator, "op@town.example")
    message = Message("pay_1", "A-B", Money(5, "CNY"), "Ann")
    paper_bank(world).message(message, event_id="e", at=world.clock.now())
    post(operator, f"{PLATFORM}/now")
    with world.database.reading() as tx:
        found = tx.scalars(select(MoneyDifference).where(MoneyDifference.subject == "pay_1")).one()
    assert APART not in operator.get(PLATFORM).text

    world.clock.advance(minutes=2)
    assert post(operator, f"{PLATFORM}/{found.id}/again").status_code == 303
    payments_jobs.take_in(world)
    world.clock.advance(hours=10)
    jobs.reconcile(world)
    sign_in(operator, "op@town.example")
    page = operator.get(PLATFORM).text

    assert "Everything agrees." in page
    assert page.count(APART) == 1


def test_today_is_compared_no_more_than_once_a_minute(operator: FlaskClient, world: World, east: District):
    statuses = [post(operator, f"{PLATFORM}/now").status_code for _ in range(2)]
    world.clock.advance(minutes=1)

    assert [*statuses, post(operator, f"{PLATFORM}/now").status_code] == [303, 409, 303]


def test_a_difference_of_another_court_or_of_none_is_nothing(
    finance: FlaskClient, operator: FlaskClient, world: World, east: District
):
    west = make_district(world, "West")

    statuses = [
        post(browser, f"{face}/{difference_id}/{act}", {"words": "x"}).status_code
        for act in ("again", "explain")
        for browser, face, difference_id in (
            (finance, COURT, west.difference_id),
            (operator, PLATFORM, west.difference_id),
            (finance, COURT, "nothing"),
        )
    ]

    assert statuses == [404] * 6
    assert west.court_id not in finance.get(COURT).text
