"""A clock that cannot be read exactly dates no bid, opens no door and drops no hammer (TRUST 3.2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from auction.kernel import clock as clock_module
from auction.kernel.clock import ClockUnsure, DatabaseClock
from auction.kernel.jobs import NO_LEASE, Ticker
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.lifecycle import State
from auction.rounds.standing import Answer
from bidding import jobs
from bidding.desk import Desk
from tests.support.hall import make_hall_app, make_pass
from tests.support.rounds import make_bid, make_round, make_terms


@pytest.fixture
def sold_soon(postgresql_world: World) -> tuple[World, str]:
    """A world by PostgreSQL's own clock, and an open round whose end was three seconds ago."""
    database = postgresql_world.database
    world = World(DatabaseClock(database.clock_timestamp), database, postgresql_world.settings)
    now = world.clock.now()
    terms = make_terms(
        opens_at=now - timedelta(days=1),
        closes_at=now - timedelta(seconds=3),
        balance_due_at=now + timedelta(days=15),
    )
    with database.transaction() as tx:
        round_id = make_round(tx, terms=terms, codes=["A1"], at=now - timedelta(days=32))
    jobs.open_due_rounds(world)
    return world, round_id


@pytest.fixture
def unsure(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Make every sample of the clock unsure, until it is called."""
    monkeypatch.setattr(clock_module, "UNCERTAINTY_MAX_S", -1.0)
    return monkeypatch.undo


def time_of(world: World) -> datetime:
    return world.database.clock_timestamp()


def state_of(world: World, round_id: str) -> State:
    with world.database.reading() as tx:
        board = store.read_board(tx, round_id)
    assert board is not None
    return board.state


def test_no_hammer_falls_and_the_ticker_lives_on(
    sold_soon: tuple[World, str], unsure: Callable[[], None]
) -> None:
    world, round_id = sold_soon
    ticker = Ticker(world, jobs.JOBS, lease=NO_LEASE)

    with pytest.raises(ClockUnsure):
        jobs.close_due_rounds(world)
    assert ticker.tick() == 0
    assert state_of(world, round_id) is State.OPEN

    unsure()
    assert ticker.tick() == 1
    assert state_of(world, round_id) is State.UNSOLD
    ticker.stop()


def test_a_bid_is_refused_by_name_and_leaves_no_trace_but_the_mark(
    sold_soon: tuple[World, str], unsure: Callable[[], None]
) -> None:
    world, round_id = sold_soon
    desk = Desk(world)
    in_time = make_bid("A1", 714_000, time_of(world) - timedelta(seconds=4), round_id=round_id, key="k")

    refused = desk.submit(in_time).wait(10)
    unsure()
    told = desk.submit(in_time._replace(received_at=time_of(world))).wait(10)
    desk.stop()

    assert isinstance(refused, Refusal) and refused.reason == "clock_unsure"
    assert isinstance(told, Answer) and (told.number, told.verdict) == (1, "after_end")
    assert jobs.close_due_rounds(world) == 1
    assert state_of(world, round_id) is State.SUSPENDED


def test_the_doors_say_that_they_are_busy(sold_soon: tuple[World, str], unsure: Callable[[], None]) -> None:
    world, round_id = sold_soon
    client = make_hall_app(world).test_client()
    token = make_pass(world, round_id, "A1", until=time_of(world) + timedelta(hours=1))
    client.set_cookie("bidding_pass", token, path=f"/hall/{round_id}")

    assert client.get(f"/hall/{round_id}").status_code == 503
    websocket = {
        "Origin": world.settings.public_url,
        "Upgrade": "websocket",
        "Connection": "Upgrade",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "A" * 22 + "==",
    }
    answer = client.get("/socket.io/?EIO=4&transport=websocket", headers=websocket)
    assert (answer.status_code, answer.text) == (503, "503 Clock Unsure")
    unsure()
    assert client.get(f"/hall/{round_id}").status_code == 200
