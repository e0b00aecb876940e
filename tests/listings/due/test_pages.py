"""The page of what is due: overdue first, narrowed by kind, alarms seen by a named officer, own court."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.due import jobs, store
from auction.kernel.doors import Role
from bidding import jobs as bidding_jobs
from bidding import sockets
from tests.support import templates
from tests.support.cases import make_court
from tests.support.listings import make_published_lot
from tests.support.people import email_of, make_staff, post, sign_in
from tests.support.rounds import OPENS_AT
from wsgi import create_app

HOUR = timedelta(hours=1)


class Desk:
    """A court with a lot whose opening the clock has missed, and officers of two courts."""

    def __init__(self, world, app) -> None:
        self.world, self.app = world, app
        with world.database.transaction() as tx:
            lot = make_published_lot(tx, opens_at=OPENS_AT, published_at=OPENS_AT - timedelta(days=40))
            self.court_id, self.case_id, self.lot_id = lot.court_id, lot.case_id, lot.lot_id
            self.judge = make_staff(world, tx, Role.JUDGE, court_id=lot.court_id)
            self.stranger = make_staff(world, tx, Role.JUDGE, court_id=make_court(tx, name="Hill Court"))
        self.at(OPENS_AT - HOUR)

    def at(self, moment) -> None:
        self.world.clock.set(moment)
        jobs.follow_the_record(self.world)
        jobs.raise_alarms(self.world)

    def browser(self, account_id):
        client = self.app.test_client()
        sign_in(client, email_of(self.world, account_id))
        return client

    def alert(self):
        with self.world.database.reading() as tx:
            (alert,) = store.alerts(tx, self.court_id)
            return alert


@pytest.fixture
def desk(sqlite_world):
    app = create_app(world=sqlite_world)
    app.config.update(TESTING=True)
    templates.share(app)
    yield Desk(sqlite_world, app)
    sockets.detach(app)


def test_what_runs_stands_on_the_page_under_its_day_with_who_acts(desk):
    page = desk.browser(desk.judge).get("/court/due/").text

    assert "Bidding opens" in page
    assert "to be done by the platform by itself" in page
    assert f"/court/lots/{desk.lot_id}" in page
    assert "Alarms" not in page


def test_a_kind_or_what_is_overdue_can_be_asked_for_and_nonsense_is_left_out(desk):
    judge = desk.browser(desk.judge)

    assert "Nothing is due." in judge.get("/court/due/?late=1").text
    assert "Nothing is due." in judge.get("/court/due/?kind=balance").text
    assert "Nothing is due." not in judge.get("/court/due/?kind=opening").text
    assert judge.get("/court/due/?kind=x&page=nine&late").status_code == 200


def test_what_the_clock_missed_is_overdue_and_an_officer_says_that_it_was_seen(desk):
    desk.at(OPENS_AT + HOUR)
    judge = desk.browser(desk.judge)
    assert "1 alarm that nobody has seen" in judge.get("/court/").text
    assert "1 time limit is overdue" in judge.get("/court/").text

    answer = post(judge, f"/court/due/alarms/{desk.alert().id}")

    assert answer.status_code == 303
    assert desk.alert().seen_by == desk.judge
    assert email_of(desk.world, desk.judge) in judge.get("/court/due/").text
    assert "nobody has seen" not in judge.get("/court/").text
    with desk.world.database.reading() as tx:
        bodies = tx.scalars(select(Entry.body).where(Entry.kind == "court.alerted").order_by(Entry.position))
        assert [json.loads(body).get("seen_by") for body in bodies] == [None, desk.judge]


def test_another_court_sees_none_of_it(desk):
    desk.at(OPENS_AT + HOUR)
    stranger = desk.browser(desk.stranger)

    assert "Nothing is due." in stranger.get("/court/due/").text
    assert post(stranger, f"/court/due/alarms/{desk.alert().id}").status_code == 404
    assert desk.alert().seen_at is None


def test_a_lot_s_pages_say_what_is_due_of_it_to_the_public_what_is_public(desk):
    desk.world.clock.set(OPENS_AT + timedelta(days=3))
    for _ in range(3):
        for job in bidding_jobs.JOBS:
            job(desk.world)
        desk.world.clock.set(desk.world.clock.now() + HOUR)
    desk.at(desk.world.clock.now())

    public = desk.app.test_client().get(f"/lots/{desk.lot_id}").text
    own = desk.browser(desk.judge).get(f"/court/lots/{desk.lot_id}").text

    for page in (public, own):
        assert "The second round opens" in page
        assert "Deposits go back" in page
        assert "R-69 · 法释〔2016〕18号 §26" in page
    assert "Bidding closes</span>" not in public


def test_everybody_sees_how_many_time_limits_a_court_has_missed(desk):
    desk.at(OPENS_AT + HOUR)

    page = desk.app.test_client().get(f"/courts/{desk.court_id}").text

    assert "Bidding opens" in page
    assert "1 overdue" in page


def test_a_case_leads_to_what_is_due_of_it_alone(desk):
    judge = desk.browser(desk.judge)

    assert f"/court/due/?case={desk.case_id}" in judge.get(f"/court/cases/{desk.case_id}").text
    assert "Bidding opens" in judge.get(f"/court/due/?case={desk.case_id}").text
    assert "Nothing is due." in judge.get("/court/due/?case=another").text
