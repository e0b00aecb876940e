"""Through the doors of a set-off: what is wrong is named, and no other court finds it; a journey does it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from auction.kernel.doors import Role
from auction.kernel.world import World
from tests.support import cases, money
from tests.support.hostile import HOSTILE
from tests.support.people import email_of, make_staff, post, sign_in
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def bought(app: Flask, world: World) -> tuple[str, str]:
    """Give a round that an enforcing creditor bought, and its court."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    buyer = money.enrol_without_deposit(world, round_id, "Ann Li")
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=cny(744_000))
    money.run_money_jobs(world)
    return round_id, court_id


def officer(app: Flask, world: World, role: Role, court_id: str) -> FlaskClient:
    with world.database.transaction() as tx:
        account_id = make_staff(world, tx, role, court_id=court_id)
    browser = app.test_client()
    sign_in(browser, email_of(world, account_id))
    return browser


def test_what_is_wrong_is_named_and_nothing_is_proposed(app, world, bought):
    round_id, court_id = bought
    page = f"/court/rounds/{round_id}/set-off/"
    clerk = officer(app, world, Role.CLERK, court_id)

    too_much = post(clerk, page, {"amount": "744000.01", "document": "Plan 7"})
    hostile = {
        post(clerk, page, {"amount": value, "document": value}).status_code for value in HOSTILE.values()
    }

    assert too_much.status_code == 409
    assert "no more can be set off" in too_much.get_data(as_text=True)
    # Not one of them is an amount, but a plain number beyond the price may be.
    assert hostile <= {400, 413, 422, 409}


def test_another_court_finds_no_such_page(app, world, bought):
    round_id, _ = bought
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx, name="Court of the West")
    clerk = officer(app, world, Role.CLERK, court_id)

    answers = [clerk.get(f"/court/rounds/{round_id}/set-off/"), clerk.get("/court/rounds/nowhere/set-off/")]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_a_round_without_a_buyer_says_so(app, world):
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        round_id = make_round(
            tx, terms=make_terms(), case_id=cases.make_case(tx, court_id=court_id), court_id=court_id
        )
    clerk, page = officer(app, world, Role.CLERK, court_id), f"/court/rounds/{round_id}/set-off/"

    assert "This round has no buyer" in clerk.get(page).get_data(as_text=True)
    assert post(clerk, page, {"amount": "5", "document": "Plan 7"}).status_code == 409
