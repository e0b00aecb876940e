"""The ticker runs every job in turn, in one process, and survives what goes wrong."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.schedulers.background import BackgroundScheduler

from auction.kernel import store
from auction.kernel.jobs import (
    NO_LEASE,
    Clockwork,
    SteadyStore,
    Ticker,
    at_once_or_one_by_one,
    one_by_one,
    start_clock,
    start_ticker,
)
from auction.kernel.world import World


def count_one(world: World) -> int:
    return 1


def fail(world: World) -> int:
    raise ValueError("this job always fails")


def test_a_job_that_fails_is_logged_and_stops_no_other(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    ticker = Ticker(world, [count_one, fail, count_one])

    assert ticker.tick() == 2

    assert "fail failed" in caplog.text
    ticker.stop()


def act(name: str = "") -> int:
    if "bad" in (name or "bad"):
        raise ValueError("this act always fails")
    return 1


def test_what_fails_is_logged_and_stops_nothing_that_waits_behind_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert one_by_one(["bad", "good", "better"], act) == 2
    assert "bad failed" in caplog.text


def test_all_at_once_or_when_that_fails_one_by_one() -> None:
    asked: list[str] = []

    def waiting() -> list[str]:
        asked.append("what waits")
        return ["bad", "good", "better"]

    assert at_once_or_one_by_one(lambda: 3, waiting=waiting, act=act) == 3
    assert asked == []
    assert at_once_or_one_by_one(act, waiting=waiting, act=act) == 2


def test_of_two_tickers_one_works_until_it_stops(world: World) -> None:
    first, second = Ticker(world, [count_one]), Ticker(world, [count_one])

    assert [first.tick(), second.tick(), first.tick()] == [1, 0, 1]

    first.stop()
    assert [second.tick(), second.tick()] == [1, 1]
    second.stop()


def test_who_is_superseded_in_the_middle_of_a_tick_runs_no_further_job(world: World) -> None:
    def lose_the_lease(world: World) -> int:
        with world.database.transaction() as tx:
            store.take_over(tx, name="clock", holder="another", at=world.clock.now())
        return 1

    ticker = Ticker(world, [lose_the_lease, count_one])

    assert ticker.tick() == 1
    ticker.stop()


def test_a_lease_that_cannot_be_seen_is_tried_again(
    sqlite_world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    ticker = Ticker(sqlite_world, [count_one])
    with monkeypatch.context() as broken:
        broken.setattr(sqlite_world.clock, "now", lambda: 1 / 0)
        assert ticker.tick() == 0

    assert "tries again" in caplog.text
    assert ticker.tick() == 1
    ticker.stop()


def test_what_every_process_does_needs_no_lease(world: World) -> None:
    holder = Ticker(world, [count_one])
    others = [Ticker(world, [count_one, count_one], lease=NO_LEASE) for _ in range(2)]

    assert [ticker.tick() for ticker in (holder, *others)] == [1, 2, 2]
    for ticker in (holder, *others):
        ticker.stop()


def test_it_ticks_by_itself_and_stops_when_told(sqlite_world: World) -> None:
    ticked = threading.Event()

    def tell(world: World) -> int:
        ticked.set()
        return 1

    ticker = start_ticker(sqlite_world, [tell])

    assert ticked.wait(10)
    ticker.stop()


def test_a_clock_set_back_by_an_hour_does_not_stop_the_beat() -> None:
    now = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
    scheduler = BackgroundScheduler(jobstores={"default": SteadyStore()}, timezone=UTC)
    scheduler.start(paused=True)
    job = scheduler.add_job(print, "interval", seconds=1, next_run_time=now)
    jobs = scheduler._lookup_jobstore("default")

    due = jobs.get_due_jobs(now - timedelta(hours=1))

    assert due == [job]
    assert job.next_run_time == now - timedelta(hours=1)
    scheduler.shutdown()


def test_whoever_waits_for_a_slow_gateway_holds_up_nothing_that_is_due(sqlite_world: World) -> None:
    let_go, due = threading.Event(), threading.Event()

    def wait_for_gateway(world: World) -> int:
        return int(let_go.wait(10))

    def drop_the_hammer(world: World) -> int:
        due.set()
        return 1

    work = Clockwork(due=(drop_the_hammer,), gateways=(wait_for_gateway,), letters=())
    tickers = start_clock(sqlite_world, work)

    assert due.wait(5), "the hammer fell while the gateway was silent"
    assert not let_go.is_set()
    let_go.set()
    for ticker in tickers:
        ticker.stop()
