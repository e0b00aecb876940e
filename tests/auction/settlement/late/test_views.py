"""Through the doors: a court sees its own late money, operators see that of all courts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import update

from auction.kernel.doors import Role
from auction.kernel.world import World
from auction.payments.tables import Payout
from auction.settlement import jobs
from tests.support import cases, money
from tests.support.people import email_of, make_staff, sign_in
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
TITLE = "A flat of 89 square metres"


def page_for(app: Flask, world: World, role: Role, path: str, *, court_id: str = "") -> str:
    with world.database.transaction() as tx:
        account_id = make_staff(world, tx, role, court_id=court_id)
    browser = app.test_client()
    sign_in(browser, email_of(world, account_id))
    answer = browser.get(path)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


def test_each_reads_what_is_late_where_it_is_theirs(app, world):
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        east, west = cases.make_court(tx, name="East"), cases.make_court(tx, name="West")
        case_id = cases.make_case(tx, court_id=east)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=east)
    buyer, _ = money.enrol_paid(world, round_id, ("Ann Li", "Bo Lin"))
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=cny(744_000))
    jobs.settle_closed_rounds(world)
    with world.database.transaction() as tx:
        tx.execute(update(Payout).where(Payout.kind == "REFUND").values(state="REFUSED", reason="closed"))
    world.clock.advance(hours=25)

    own = page_for(app, world, Role.FINANCE, "/court/finance/late", court_id=east)
    other = page_for(app, world, Role.FINANCE, "/court/finance/late?page=2", court_id=west)
    everywhere = page_for(app, world, Role.OPERATOR, "/operator/late?page=x")

    assert TITLE in own
    assert "closed" in own
    assert "/court/finance/refunds/" in own
    assert TITLE not in other
    assert (TITLE in everywhere, "East" in everywhere) == (True, True)
    assert "Ann Li" not in own + everywhere
