"""The clock of record tells the database's time, or says that it is unsure."""

from __future__ import annotations

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
    assert clock.step() == timedelta(0)


def test_the_system_clock_tells_its_own_steps(machine: Machine) -> None:
    clock = SystemClock()

    machine.monotonic_s += 10
    machine.wall_s += 15

    assert clock.step() == timedelta(seconds=5)
    assert clock.step() == timedelta(0)


def test_the_system_clock_is_aware() -> None:
    assert SystemClock().now().utcoffset() == timedelta(0)


def test_the_database_tells_the_time_of_day_not_of_its_transaction(postgresql_world: World) -> None:
    database = postgresql_world.database
    clock = DatabaseClock(database.clock_timestamp)

    earlier, later = database.clock_timestamp(), database.clock_timestamp()

    assert earlier < later
    assert abs(clock.now() - later) < timedelta(seconds=2)
