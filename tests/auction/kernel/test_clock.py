"""The clock of record tells the database's time, or says that it is unsure."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel import clock as clock_module
from auction.kernel.clock import ClockUnsure, DatabaseClock, SystemClock
from auction.kernel.world import World

START = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)


class Machine:
    """Stands in for this machine's two clocks and a database behind a wire of some length."""

    def __init__(self) -> None:
        self.monotonic_s = 1_000.0
        self.wall_s = 5_000.0
        self.trip_s = 0.0
        self.database_ahead = timedelta(0)
        self.reads = 0

    def monotonic(self) -> float:
        return self.monotonic_s

    def time(self) -> float:
        return self.wall_s

    def read(self) -> datetime:
        self.reads += 1
        self.monotonic_s += self.trip_s / 2
        told = START + timedelta(seconds=self.monotonic_s - 1_000.0) + self.database_ahead
        self.monotonic_s += self.trip_s / 2
        return told


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    stand_in = Machine()
    monkeypatch.setattr(clock_module, "time", stand_in)
    return stand_in


def test_carries_the_database_time_forward_between_samples(machine: Machine) -> None:
    clock = DatabaseClock(machine.read)
    clock.now()

    machine.monotonic_s += 0.9

    assert clock.now() == START + timedelta(seconds=0.9)
    assert machine.reads == 1


def test_asks_again_after_a_second(machine: Machine) -> None:
    clock = DatabaseClock(machine.read)
    clock.now()

    machine.monotonic_s += 1.0
    clock.now()

    assert machine.reads == 2


@pytest.mark.parametrize(("trip_s", "sure"), [(0.5, True), (0.502, False)])
def test_is_unsure_beyond_a_quarter_of_a_second(machine: Machine, trip_s: float, sure: bool) -> None:
    machine.trip_s = trip_s
    clock = DatabaseClock(machine.read)

    if sure:
        assert abs(clock.now() - START) <= timedelta(seconds=trip_s)
    else:
        with pytest.raises(ClockUnsure):
            clock.now()


def test_tells_how_far_the_database_clock_stepped(machine: Machine) -> None:
    clock = DatabaseClock(machine.read)
    clock.now()

    machine.monotonic_s += 1
    machine.database_ahead = timedelta(hours=-1)

    assert clock.step() == timedelta(hours=-1)
    assert clock.step() == timedelta(hours=-1), "until somebody took note"
    clock.note_step(timedelta(hours=-1))
    assert clock.step() == timedelta(0)


def test_jitter_of_the_wire_is_no_step(machine: Machine) -> None:
    clock = DatabaseClock(machine.read)
    clock.now()

    machine.monotonic_s += 1
    machine.trip_s, machine.database_ahead = 0.4, timedelta(seconds=0.19)

    assert clock.step() == timedelta(0)


def test_a_step_is_found_even_if_the_next_sample_was_unsure(machine: Machine) -> None:
    clock = DatabaseClock(machine.read)
    clock.now()
    machine.monotonic_s += 1
    machine.trip_s, machine.database_ahead = 0.6, timedelta(minutes=5)
    clock.now()

    machine.monotonic_s += 1
    machine.trip_s = 0.0

    assert clock.step() == timedelta(minutes=5)


def test_one_slow_sample_does_not_make_a_sure_clock_unsure(machine: Machine) -> None:
    clock = DatabaseClock(machine.read)
    clock.now()
    machine.trip_s = 0.6

    machine.monotonic_s += 4.9
    assert clock.now() == START + timedelta(seconds=4.9)
    machine.monotonic_s += 5.0
    with pytest.raises(ClockUnsure):
        clock.now()

    machine.trip_s = 0.0
    machine.monotonic_s += 0.1
    clock.now()


def test_who_asks_is_told_the_time_of_asking(machine: Machine) -> None:
    clock = DatabaseClock(machine.read)
    clock.now()
    machine.monotonic_s += 2
    machine.trip_s = 0.4

    assert clock.now() == START + timedelta(seconds=2)


def test_nobody_waits_for_the_sample_of_another() -> None:
    asked, go_on = threading.Event(), threading.Event()

    def read() -> datetime:
        asked.set()
        go_on.wait(10)
        return datetime.now(UTC)

    go_on.set()
    clock = DatabaseClock(read)
    clock.now()
    clock._base = clock._base._replace(at_s=clock._base.at_s - 2)
    clock._tried_s -= 2
    go_on.clear()
    asked.clear()
    slow = threading.Thread(target=clock.now)
    slow.start()
    assert asked.wait(10)

    clock.now()

    assert slow.is_alive()
    go_on.set()
    slow.join(10)


def test_the_system_clock_tells_its_own_steps(machine: Machine) -> None:
    clock = SystemClock()

    machine.monotonic_s += 10
    machine.wall_s += 15

    assert clock.step() == timedelta(seconds=5)
    clock.note_step(timedelta(seconds=5))
    assert clock.step() == timedelta(0)


def test_the_system_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_the_database_tells_the_time_of_day_not_of_its_transaction(postgresql_world: World) -> None:
    database = postgresql_world.database
    clock = DatabaseClock(database.clock_timestamp)

    earlier, later = database.clock_timestamp(), database.clock_timestamp()

    assert earlier < later
    assert abs(clock.now() - later) < timedelta(seconds=2)
