"""A server that was stopped, or killed, across the end of a round does not close it by accident."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from auction.kernel.tables import Heartbeat
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.lifecycle import State
from bidding import service
from tests.support.rounds import make_bid, make_round, make_terms
from tests.support.server import Server

WAIT_S_MAX = 40.0
LEFT = timedelta(seconds=4)


def server_of(world: World) -> Server:
    settings = world.settings
    return Server(settings.instance_dir, database_url=settings.database_url, secret_key=settings.secret_key)


@contextlib.contextmanager
def stopped(server: Server) -> Iterator[Server]:
    os.killpg(server._process.pid, signal.SIGSTOP)
    yield server
    os.killpg(server._process.pid, signal.SIGCONT)


@contextlib.contextmanager
def killed(server: Server) -> Iterator[Server]:
    server.kill()
    yield server
    server.start()


def make_led_round(world: World) -> str:
    with world.database.transaction() as tx:
        # On SQLite the lock comes first: however long the server keeps it, so much time is left.
        tx.connection()
        now = datetime.now(UTC)
        terms = make_terms(
            opens_at=now - timedelta(days=1), closes_at=now + LEFT, balance_due_at=now + timedelta(days=15)
        )
        round_id = make_round(tx, terms=terms, codes=["A1"], at=now - timedelta(days=32))
        hour_ago = now - timedelta(hours=1)
        bid = make_bid("A1", 714_000, hour_ago, round_id=round_id)
        assert service.place_bids(tx, bids=[bid], at=hour_ago)[0].accepted
    return round_id


def wait_for_beat(world: World) -> None:
    deadline_s = time.monotonic() + WAIT_S_MAX
    while time.monotonic() < deadline_s:
        with world.database.reading() as tx:
            # Others beat too; a hall that never did may have slept or not, and does not suspend.
            if tx.scalar(select(Heartbeat.seen_at).where(Heartbeat.name == service.HALL)) is not None:
                return
        time.sleep(0.1)
    raise AssertionError("the hall did not say that it was awake")


def wait_for_end(world: World, round_id: str) -> State:
    deadline_s = time.monotonic() + WAIT_S_MAX
    while time.monotonic() < deadline_s:
        with world.database.reading() as tx:
            board = store.read_board(tx, round_id)
        assert board is not None
        if board.state is not State.OPEN:
            return board.state
        time.sleep(0.1)
    raise AssertionError("the round is still open")


@pytest.mark.slow
@pytest.mark.crash
@pytest.mark.parametrize("asleep", [stopped, killed])
def test_a_round_whose_end_was_slept_through_is_suspended(world: World, asleep) -> None:
    server = server_of(world).start()
    try:
        wait_for_beat(world)
        round_id = make_led_round(world)
        with asleep(server):
            time.sleep(LEFT.total_seconds() + 3)

        assert wait_for_end(world, round_id) is State.SUSPENDED
    finally:
        server.stop()


@pytest.mark.slow
@pytest.mark.crash
def test_a_round_whose_end_was_not_slept_through_is_sold(world: World) -> None:
    server = server_of(world).start()
    try:
        wait_for_beat(world)

        assert wait_for_end(world, make_led_round(world)) is State.SOLD
    finally:
        server.stop()
