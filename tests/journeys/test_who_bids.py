"""Who may bid at all: nine standings at the doors of the hall, with no pass, another's round's, and the own.

The hall knows no roles and no sessions, only bidding passes; so a standing counts for nothing without one.
"""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from auction.kernel.ids import new_id
from auction.kernel.world import World
from auction.people.permissions import PERMISSIONS, May, Standing
from auction.rounds import store as rounds
from tests.journeys.test_other_courts import nine
from tests.support.districts import District, make_district
from tests.support.people import form_token, post

BIDS = next(row for row in PERMISSIONS if row.act == "bid")
EQUAL_BIDS = next(row for row in PERMISSIONS if row.act == "bid_equal")


@pytest.fixture
def east(sqlite_world: World) -> District:
    return make_district(sqlite_world, "East")


@pytest.fixture
def app(sqlite_world: World) -> Flask:
    from bidding import sockets
    from tests.support import templates
    from wsgi import create_app

    application = create_app(world=sqlite_world)
    application.config.update(TESTING=True)
    templates.share(application)
    yield application
    sockets.detach(application)


def bid(browser: FlaskClient, round_id: str, amount: str) -> int:
    """Bid by the plain form of the hall; return the answer's status."""
    fields = {"bid_key": new_id(), "amount": amount, "csrf_token": form_token(browser)}
    return browser.post(f"/hall/{round_id}/bid", data=fields, follow_redirects=True).status_code


def count(world: World, round_id: str) -> int:
    """Return how many bids stand."""
    with world.database.reading() as tx:
        return rounds.read_board(tx, round_id).bid_count


def test_without_the_pass_of_this_very_round_nobody_bids(app: Flask, sqlite_world: World, east: District):
    browsers = nine(app, sqlite_world, east)
    own, other = east.open.round_id, east.suspended.round_id

    for standing, browser in browsers.items():
        assert bid(browser, own, "714000") >= 400, standing
        if BIDS.of(standing) is not May.NEVER:
            assert post(browser, f"/enrol/{own}/enter").status_code in (302, 303)
        assert bid(browser, other, "714000") >= 400, standing

    assert (count(sqlite_world, own), count(sqlite_world, other)) == (0, 0)


def test_with_the_own_pass_who_may_bids_higher_and_one_alone_the_same(
    app: Flask, sqlite_world: World, east: District
):
    browsers, round_id, amount = nine(app, sqlite_world, east), east.open.round_id, 714_000
    bidders = [standing for standing in Standing if BIDS.of(standing) is not May.NEVER]
    for standing in bidders:
        post(browsers[standing], f"/enrol/{round_id}/enter")

    raised = {}
    for standing in bidders:
        raised[standing] = bid(browsers[standing], round_id, str(amount)) < 400
        amount += 10_000
    leading = str(amount - 10_000)
    equal = {
        standing: bid(browsers[standing], round_id, leading) < 400
        for standing in bidders
        if standing is not bidders[-1]
    }

    assert raised == dict.fromkeys(bidders, True)
    assert equal == {
        standing: EQUAL_BIDS.of(standing) is May.YES for standing in bidders if standing is not bidders[-1]
    }
    assert count(sqlite_world, round_id) == len(bidders) + sum(equal.values())
