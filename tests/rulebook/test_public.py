"""The whole sale is public, and nobody is in it by name (R-02, R-33, R-45)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from auction.kernel.world import World
from bidding import service as bidding
from tests.support.enrolment import Seat, make_admitted
from tests.support.evenings import CLOSES_AT, START_YUAN, STEP_YUAN, make_evening
from tests.support.listings import MadeLot
from tests.support.people import make_id_number
from tests.support.rounds import make_bid

CANARY = "Zebulon Quillfeather"


@pytest.fixture
def running(world: World) -> tuple[MadeLot, Seat]:
    """Give a running lot with an extension, in which somebody with a name to remember leads."""
    made = make_evening(world, before_end=(600, 240))
    seat = make_admitted(world, made.round_id, CANARY, at=CLOSES_AT - timedelta(minutes=3))
    at = CLOSES_AT - timedelta(minutes=2)
    world.clock.set(at)  # type: ignore[attr-defined]  # the clock of a test is set by hand
    bid = make_bid(seat.bidder_code, START_YUAN + 2 * STEP_YUAN, at, round_id=made.round_id)
    with world.database.transaction() as tx:
        (answer,) = bidding.place_bids(tx, bids=[bid], at=at)
        assert answer.accepted, answer
    return made, seat


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "shown",
    [
        pytest.param("734,000.00", id="R-02/1"),
        pytest.param("bidder code", id="R-02/2"),
        pytest.param('id="extensions"', id="R-02/3"),
    ],
)
def test_anybody_sees_price_codes_and_extensions(
    app: Flask, running: tuple[MadeLot, Seat], shown: str
) -> None:
    made, seat = running

    page = app.test_client().get(f"/hall/{made.round_id}?language=en").text

    wanted = seat.bidder_code if shown == "bidder code" else shown
    assert wanted in page


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/hall/{round_id}", id="R-02/10"),
        pytest.param("/lots/{lot_id}", id="R-02/11"),
        pytest.param("/lots/{lot_id}/notices/1", id="R-02/12"),
        pytest.param("/lots", id="R-02/13"),
        pytest.param("/lots.atom", id="R-02/14"),
        pytest.param("/closed", id="R-02/15"),
    ],
)
def test_nobody_s_name_stands_on_a_public_page(app: Flask, running: tuple[MadeLot, Seat], path: str) -> None:
    made, seat = running

    answer = app.test_client().get(path.format(round_id=made.round_id, lot_id=made.lot_id))

    assert answer.status_code == 200
    for secret in (*CANARY.split(), make_id_number(seat.account_id), seat.account_id, seat.enrolment_id):
        assert secret not in answer.text
