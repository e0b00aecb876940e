"""An end moved in the database is an alarm of the court within a tick; what bids move is none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from auction.due import jobs as due_jobs
from auction.due import store
from auction.due.watch import jobs
from auction.rounds import service as rounds
from auction.rounds import store as round_store
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board
from bidding import jobs as hall_jobs
from bidding import service as hall
from tests.support import cases
from tests.support.rounds import CLOSES_AT, OPENS_AT, make_bid, make_round

MINUTE = timedelta(minutes=1)


@pytest.fixture
def evening(world):
    """Give an open round with a bid in its last minute, which moved the end."""
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, codes=("A17", "B20"), case_id=case_id, court_id=court_id)
        rounds.open_due(tx, at=OPENS_AT)
        hall.place_bids(tx, bids=[bid("A17", 714_000, CLOSES_AT - MINUTE, round_id)], at=CLOSES_AT - MINUTE)
    return world, court_id, round_id


def bid(code, yuan, at, round_id):
    return make_bid(code, yuan, at, round_id=round_id)


def watch(world, at):
    world.clock.set(at)
    due_jobs.follow_the_record(world)
    return jobs.watch_the_ends(world)


def alarms(world, court_id):
    with world.database.reading() as tx:
        return [(alert.name, alert.rule) for alert in store.alerts(tx, court_id)]


def move(world, round_id, **values):
    with world.database.transaction() as tx:
        tx.execute(update(Board).where(Board.round_id == round_id).values(**values))


def test_an_honest_evening_raises_nothing(evening):
    world, court_id, round_id = evening
    assert watch(world, CLOSES_AT) == 0
    world.clock.set(CLOSES_AT + 5 * MINUTE)
    for job in hall_jobs.JOBS:
        job(world)
    assert watch(world, CLOSES_AT + 5 * MINUTE) == 0
    assert alarms(world, court_id) == []
    with world.database.reading() as tx:
        assert round_store.read_round(tx, round_id).board.state in (State.SOLD, State.SUSPENDED, State.OPEN)


def test_an_end_moved_by_hand_is_told_once(evening):
    world, court_id, round_id = evening
    move(world, round_id, closes_at=CLOSES_AT + timedelta(hours=3))

    assert watch(world, CLOSES_AT) == 1
    assert watch(world, CLOSES_AT + MINUTE) == 0

    assert alarms(world, court_id) == [("manipulation", "R-03")]


def test_an_opening_moved_by_hand_is_told(world):
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        round_id = make_round(tx, case_id=cases.make_case(tx, court_id=court_id), court_id=court_id)
    assert watch(world, OPENS_AT - 2 * MINUTE) == 0

    move(world, round_id, opens_at=OPENS_AT - MINUTE)

    assert watch(world, OPENS_AT - 2 * MINUTE) == 1
    assert alarms(world, court_id) == [("manipulation", "R-03")]
