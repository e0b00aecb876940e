"""What the clock runs for the hall: opens rounds, drops the hammer, watches for its own jumps.

And what every process that takes bids runs for itself: it says that it is awake.
"""

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
        at = world.clock.now()
        # A jump that is not on record yet may have crossed an end: the next tick records it first.
        return 0 if _jumped(world.clock.step()) else service.close_due(tx, at=at)


def watch_clock(world: World) -> int:
    """Record a jump of the clock, and stop the rounds that would have ended within it."""
    step, stopped_count = world.clock.step(), 0
    if _jumped(step):
        with world.database.transaction() as tx:
            stopped_count = service.record_clock_step(tx, step=step, at=world.clock.now())
    # Only now, so that a jump that could not be recorded is tried again.
    world.clock.note_step(step)
    return stopped_count


def say_awake(world: World) -> int:
    """Say that bids can be taken here; if nobody could for a while, mark the rounds that suffered."""
    with world.database.transaction() as tx:
        # On SQLite the lock comes first: the time is read after the wait for it.
        tx.connection()
        return service.note_awake(tx, at=world.clock.now())


def _jumped(step: timedelta) -> bool:
    return abs(step) > CLOCK_STEP_MAX


JOBS: tuple[Callable[[World], int], ...] = (watch_clock, open_due_rounds, close_due_rounds)
HALL_JOBS: tuple[Callable[[World], int], ...] = (say_awake,)
