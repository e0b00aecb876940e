"""What the clock runs for the hall: opens rounds, drops the hammer, watches for its own jumps."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from auction.kernel.world import World
from auction.rounds import service as rounds
from bidding import service

# A clock that was set, not one that drifts (TRUST 3.2).
CLOCK_STEP_MAX = timedelta(milliseconds=100)


def open_due_rounds(world: World) -> int:
    """Open the rounds whose start has come."""
    at = world.clock.now()
    with world.database.reading() as tx:
        if not rounds.due_to_open(tx, at=at):
            return 0
    with world.database.transaction() as tx:
        return rounds.open_due(tx, at=world.clock.now())


def close_due_rounds(world: World) -> int:
    """Drop the hammer on the rounds whose end and grace have passed.

    Looks without a lock first, so that a quiet tick never keeps a bid waiting.
    """
    at = world.clock.now()
    with world.database.reading() as tx:
        if not service.due_to_close(tx, at=at):
            return 0
    with world.database.transaction() as tx:
        return service.close_due(tx, at=world.clock.now())


def watch_clock(world: World) -> int:
    """Record a jump of the clock, and stop the rounds that would have ended within it."""
    step = world.clock.step()
    if abs(step) <= CLOCK_STEP_MAX:
        return 0
    with world.database.transaction() as tx:
        return service.record_clock_step(tx, step=step, at=world.clock.now())


JOBS: tuple[Callable[[World], int], ...] = (watch_clock, open_due_rounds, close_due_rounds)
