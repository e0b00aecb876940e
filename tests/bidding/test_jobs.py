"""The clock opens and ends rounds once, whether it comes early, late, twice or after a jump."""

from __future__ import annotations

from datetime import datetime, timedelta

import orjson
import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.world import World
from auction.rounds import service as rounds
from auction.rounds import store
from auction.rounds.lifecycle import State
from bidding import engine, jobs, service
from tests.support.rounds import CLOSES_AT, OPENS_AT, make_bid, make_round

US = timedelta(microseconds=1)


@pytest.fixture
def round_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_round(tx, codes=["A1", "B2"])


def state(world: World, round_id: str) -> State:
    with world.database.reading() as tx:
        return store.read_board(tx, round_id).state


def types(world: World, **where: str) -> list[str]:
    with world.database.reading() as tx:
        return list(tx.scalars(select(Entry.kind).filter_by(**where).order_by(Entry.position)))


def bid(world: World, round_id: str, code: str = "A1") -> None:
    at = world.clock.now()
    with world.database.transaction() as tx:
        [answer] = service.place_bids(tx, bids=[make_bid(code, 714_000, at, round_id=round_id)], at=at)
    assert answer.accepted


def test_a_round_opens_once_at_its_start(world, round_id):
    world.clock.set(OPENS_AT - US)
    assert jobs.open_due_rounds(world) == 0

    world.clock.set(OPENS_AT)
    assert jobs.open_due_rounds(world) == 1
    assert jobs.open_due_rounds(world) == 0
    assert types(world, round_id=round_id)[-1] == "lot.opened"


def test_a_round_ends_once_when_its_end_and_grace_have_passed(world, round_id):
    world.clock.set(OPENS_AT)
    bid(world, round_id)
    world.clock.set(CLOSES_AT + engine.GRACE - US)
    assert jobs.close_due_rounds(world) == 0

    world.clock.set(CLOSES_AT + engine.GRACE)
    assert jobs.close_due_rounds(world) == 1
    assert jobs.close_due_rounds(world) == 0
    assert state(world, round_id) is State.SOLD
    assert types(world, round_id=round_id)[-2:] == ["lot.closing", "lot.closed"]


def test_a_clock_that_never_came_by_opens_and_ends_in_one_tick(world, round_id):
    world.clock.set(CLOSES_AT + timedelta(days=1))

    assert [job(world) for job in jobs.JOBS] == [0, 1, 1]
    assert state(world, round_id) is State.UNSOLD


def test_many_rounds_end_in_one_tick_and_each_has_its_entries(world):
    with world.database.transaction() as tx:
        ids = [make_round(tx, codes=["A1"]) for _ in range(7)]
    world.clock.set(OPENS_AT)
    assert jobs.open_due_rounds(world) == 7
    for round_id in ids[:3]:
        bid(world, round_id)
    world.clock.set(CLOSES_AT + engine.GRACE)

    assert jobs.close_due_rounds(world) == 7
    assert [state(world, round_id) for round_id in ids] == [State.SOLD] * 3 + [State.UNSOLD] * 4
    assert all(types(world, round_id=round_id)[-2:] == ["lot.closing", "lot.closed"] for round_id in ids)


def test_a_tick_takes_a_bounded_number(world):
    with world.database.transaction() as tx:
        for _ in range(3):
            make_round(tx)
        assert len(store.due_to_open(tx, at=OPENS_AT, limit=2)) == 2


@pytest.mark.parametrize("seconds", [0.1, -0.1, 0])
def test_a_clock_that_only_drifts_is_left_alone(world, round_id, seconds):
    world.clock.set(CLOSES_AT - timedelta(minutes=1))
    jobs.open_due_rounds(world)

    world.clock.jump(seconds=seconds)

    assert jobs.watch_clock(world) == 0
    assert types(world, chain="platform") == []


@pytest.mark.parametrize(
    ("stands_at", "jump"),
    [
        # Forwards over the end: bidders lost the time that was jumped over.
        (CLOSES_AT - timedelta(seconds=30), 60),
        # Just over the end, the grace not yet over.
        (CLOSES_AT - timedelta(seconds=1), 1.5),
        # Backwards over the end: bids that came late would be in time again.
        (CLOSES_AT + timedelta(seconds=1), -60),
    ],
)
def test_a_jump_across_the_end_stops_the_round(world, round_id, stands_at, jump):
    world.clock.set(OPENS_AT)
    bid(world, round_id)
    world.clock.set(stands_at)

    world.clock.jump(seconds=jump)

    assert jobs.watch_clock(world) == 1
    assert state(world, round_id) is State.SUSPENDED
    assert jobs.close_due_rounds(world) == 0
    assert types(world, chain="platform") == ["clock.step"]
    assert jobs.watch_clock(world) == 0


def test_a_jump_that_could_not_be_recorded_is_tried_again_before_any_hammer(
    world, round_id, monkeypatch: pytest.MonkeyPatch
):
    world.clock.set(OPENS_AT)
    bid(world, round_id)
    world.clock.set(CLOSES_AT - timedelta(seconds=30))
    world.clock.jump(seconds=60)

    with monkeypatch.context() as broken:
        broken.setattr(service, "record_clock_step", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            jobs.watch_clock(world)
    assert jobs.close_due_rounds(world) == 0
    assert jobs.watch_clock(world) == 1

    assert state(world, round_id) is State.SUSPENDED


def test_a_jump_over_the_ends_of_many_rounds_stops_every_one(world, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(store, "DUE_ROWS_MAX", 2)
    with world.database.transaction() as tx:
        ids = [make_round(tx) for _ in range(5)]
    world.clock.set(OPENS_AT - timedelta(seconds=1))

    # Over start and end: nobody ever opened them.
    world.clock.jump(days=2)

    assert [job(world) for job in jobs.JOBS] == [5, 0, 0]
    assert {state(world, round_id) for round_id in ids} == {State.SUSPENDED}


def test_a_jump_away_from_any_end_is_recorded_and_stops_nothing(world, round_id):
    world.clock.set(OPENS_AT)
    jobs.open_due_rounds(world)

    world.clock.jump(seconds=-3600)

    assert jobs.watch_clock(world) == 0
    assert state(world, round_id) is State.OPEN
    with world.database.reading() as tx:
        body = tx.scalars(select(Entry.body).where(Entry.chain == "platform")).one()
    assert orjson.loads(body)["step_ms"] == -3_600_000


def test_a_stopped_round_does_not_end_by_itself(world, round_id):
    world.clock.set(OPENS_AT)
    jobs.open_due_rounds(world)
    with world.database.transaction() as tx:
        board = store.read_board(tx, round_id)
        rounds.suspend(
            tx,
            round_id=round_id,
            court_id=board.court_id,
            reason="An objection is heard.",
            legal_basis="L1 art. 28",
            actor="judge",
            at=OPENS_AT,
        )
    world.clock.set(CLOSES_AT + timedelta(days=30))

    assert jobs.close_due_rounds(world) == 0
    assert state(world, round_id) is State.SUSPENDED


def stay_awake(world: World, until: datetime) -> None:
    """Let time pass while the hall says that it is awake."""
    while world.clock.now() < until:
        world.clock.set(min(until, world.clock.now() + engine.SLEEP_MAX))
        assert jobs.say_awake(world) == 0


@pytest.fixture
def awake_until(world, round_id):
    """Let a round be led, and the hall be awake every second up to a time."""

    def wake(at):
        world.clock.set(OPENS_AT)
        bid(world, round_id)
        for seconds in (2, 1, 0):
            world.clock.set(at - timedelta(seconds=seconds))
            jobs.say_awake(world)

    return wake


@pytest.mark.parametrize(
    ("slept_at", "woke_at"),
    [
        # Over the end.
        (CLOSES_AT - timedelta(hours=3), CLOSES_AT + timedelta(hours=1)),
        # Bids in flight may have died with us.
        (CLOSES_AT + timedelta(seconds=1.5), CLOSES_AT + timedelta(seconds=5)),
        # Over a part of the last minute.
        (CLOSES_AT - timedelta(seconds=70), CLOSES_AT - timedelta(seconds=60)),
    ],
)
def test_a_round_whose_end_the_hall_slept_through_is_stopped_for_the_court(
    world, round_id, awake_until, slept_at, woke_at
):
    awake_until(slept_at)

    world.clock.set(woke_at)
    assert jobs.say_awake(world) == 1
    assert jobs.say_awake(world) == 0
    stay_awake(world, CLOSES_AT + engine.GRACE)

    assert jobs.close_due_rounds(world) == 1
    with world.database.reading() as tx:
        view = store.read_round(tx, round_id)
    assert view.board.state is State.SUSPENDED
    assert view.state_reason == service.OVERLOADED
    resumed_at = world.clock.advance(hours=1)
    with world.database.transaction() as tx:
        rounds.resume(tx, round_id=round_id, court_id=view.court_id, actor="judge", at=resumed_at)
        assert store.read_board(tx, round_id).closes_at == resumed_at + timedelta(hours=1)


@pytest.mark.parametrize(
    ("slept_at", "woke_at"),
    [
        (CLOSES_AT - timedelta(hours=3), CLOSES_AT - timedelta(seconds=60) - US),
        (CLOSES_AT - timedelta(seconds=1), CLOSES_AT - timedelta(seconds=1) + engine.SLEEP_MAX),
        (CLOSES_AT + engine.GRACE + US, CLOSES_AT + timedelta(hours=1)),
    ],
    ids=["long before the end", "no longer than a tick and the grace", "after all bids were judged"],
)
def test_a_sleep_that_touched_no_end_changes_nothing(world, round_id, awake_until, slept_at, woke_at):
    awake_until(slept_at)

    world.clock.set(woke_at)
    assert jobs.say_awake(world) == 0
    stay_awake(world, CLOSES_AT + engine.GRACE)

    assert jobs.close_due_rounds(world) == 1
    assert state(world, round_id) is State.SOLD


def test_a_bid_after_the_sleep_that_moves_the_end_on_heals_it(world, round_id, awake_until):
    awake_until(CLOSES_AT - timedelta(seconds=50))
    at = world.clock.set(CLOSES_AT - timedelta(seconds=30))
    assert jobs.say_awake(world) == 1
    with world.database.transaction() as tx:
        service.place_bids(tx, bids=[make_bid("B2", 724_000, at, round_id=round_id)], at=at)

    stay_awake(world, at + timedelta(minutes=5) + engine.GRACE)

    assert jobs.close_due_rounds(world) == 1
    assert state(world, round_id) is State.SOLD


def test_no_hammer_falls_while_the_hall_sleeps(world, round_id, awake_until):
    awake_until(CLOSES_AT - timedelta(seconds=5))
    world.clock.set(CLOSES_AT + engine.GRACE)

    assert jobs.close_due_rounds(world) == 1
    assert state(world, round_id) is State.SUSPENDED


def test_rounds_that_were_slept_through_from_start_to_end_are_stopped_too(world):
    world.clock.set(OPENS_AT - timedelta(hours=1))
    jobs.say_awake(world)
    with world.database.transaction() as tx:
        ids = [make_round(tx) for _ in range(3)]

    world.clock.set(CLOSES_AT + timedelta(days=1))

    assert jobs.say_awake(world) == 3
    assert [job(world) for job in jobs.JOBS] == [0, 0, 3]
    assert {state(world, round_id) for round_id in ids} == {State.SUSPENDED}


def test_a_clock_that_was_never_told_of_a_hall_ends_rounds_as_ever(world, round_id):
    world.clock.set(OPENS_AT)
    bid(world, round_id)
    world.clock.set(CLOSES_AT + timedelta(days=1))

    assert jobs.close_due_rounds(world) == 1
    assert state(world, round_id) is State.SOLD
