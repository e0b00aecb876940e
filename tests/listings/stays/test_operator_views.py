"""An operator stops rounds because of a fault; the courts are told in the same act, and nobody else may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import orjson
import pytest
from flask import Flask
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.doors import Role
from auction.rounds import service as rounds
from auction.rounds import store
from auction.rounds.lifecycle import State
from bidding import sockets
from tests.support import templates
from tests.support.listings import AT, MadeLot, make_published_lot
from tests.support.people import email_of, make_staff, post, sign_in
from wsgi import create_app

OPENS_AT = AT + timedelta(days=40)
PAGE = "/operator/stops"
FAULT = "The database failed over."
KINDS = ("lot.suspended", "incident.reported")


@pytest.fixture
def app(sqlite_world) -> Iterator[Flask]:
    made = create_app(world=sqlite_world)
    made.config.update(TESTING=True)
    templates.share(made)
    yield made
    sockets.detach(made)


@pytest.fixture
def lots(sqlite_world) -> list[MadeLot]:
    sqlite_world.clock.set(OPENS_AT)
    with sqlite_world.database.transaction() as tx:
        made = [make_published_lot(tx, opens_at=OPENS_AT, title=title) for title in ("A press", "A car")]
        rounds.open_due(tx, at=OPENS_AT)
    return made


def browser(app, world, role, court_id=""):
    with world.database.transaction() as tx:
        account_id = make_staff(world, tx, role, court_id=court_id)
    client = app.test_client()
    sign_in(client, email_of(world, account_id))
    return client


def test_a_fault_stops_rounds_and_is_one_incident(sqlite_world, app, lots):
    operator = browser(app, sqlite_world, Role.OPERATOR)
    chosen = {"round": [lot.round_id for lot in lots]}

    unsaid = post(operator, PAGE, {**chosen, "reason": ""})
    nothing = post(operator, PAGE, {"reason": FAULT})
    long = post(operator, PAGE, {**chosen, "reason": "x" * 401})
    done = post(operator, PAGE, {**chosen, "reason": FAULT})
    again = post(operator, PAGE, {**chosen, "reason": FAULT})

    assert [answer.status_code for answer in (unsaid, nothing, long, done, again)] == [
        409,
        409,
        409,
        303,
        409,
    ]
    assert "No round runs now." in operator.get(PAGE).text
    with sqlite_world.database.reading() as tx:
        views = [store.read_round(tx, lot.round_id) for lot in lots]
        told = [orjson.loads(body) for body in tx.scalars(select(Entry.body).where(Entry.kind.in_(KINDS)))]
    assert {(view.board.state, view.stay_kind, view.state_reason) for view in views} == {
        (State.SUSPENDED, "platform", FAULT)
    }
    assert sorted(entry["type"] for entry in told) == ["incident.reported"] * 2 + ["lot.suspended"] * 2
    assert len({(entry["incident_id"], entry["actor"]) for entry in told}) == 1


def test_no_court_stops_the_rounds_of_others(sqlite_world, app, lots):
    judge = browser(app, sqlite_world, Role.JUDGE, lots[0].court_id)

    assert judge.get(PAGE).status_code == 403
    assert post(judge, PAGE, {"round": lots[1].round_id, "reason": FAULT}).status_code == 403
