"""The ticker: once a second, whoever holds the lease runs every room's jobs in turn.

What every process must do for itself, whoever holds the lease, ticks without one.

The rows are the schedule and the timer is only a hint: a tick that comes late, twice or never
does no harm, because each job looks at the clock of record and takes what is due.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from apscheduler.jobstores.memory import MemoryJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from auction.kernel.ids import new_id
from auction.kernel.lease import Lease
from auction.kernel.world import World

Job = Callable[[World], int]

TICK_EVERY = timedelta(seconds=1)
CLOCK_LEASE = "clock"
# Who waits for a gateway holds a lease of its own: however slow it is, the hammer falls in time.
GATEWAY_LEASE = "gateways"
NO_LEASE = ""

_log = logging.getLogger(__name__)


class SteadyStore(MemoryJobStore):  # type: ignore[misc]  # APScheduler has no types
    """Keeps the beat when the machine's clock is set back.

    APScheduler notes the next run by wall clock, so an hour back would be an hour without a tick.
    """

    def get_due_jobs(self, now: datetime) -> list[Any]:
        """Pull forward what a step of the clock pushed away, and return what is due."""
        for job in self.get_all_jobs():
            if job.next_run_time is not None and job.next_run_time > now + TICK_EVERY:
                job.modify(next_run_time=now)
        due: list[Any] = super().get_due_jobs(now)
        return due


class Ticker:
    """One process's try to run the jobs; with a lease it works only while it holds it."""

    def __init__(self, world: World, jobs: Sequence[Job], *, lease: str = CLOCK_LEASE) -> None:
        self._world = world
        self._jobs = tuple(jobs)
        held = Lease(world.database, world.settings.instance_dir, name=lease, holder=new_id())
        self._lease = held if lease else None
        self._scheduler = BackgroundScheduler(jobstores={"default": SteadyStore()}, timezone=UTC, daemon=True)
        self._scheduler.add_job(
            self.tick,
            "interval",
            seconds=TICK_EVERY.total_seconds(),
            misfire_grace_time=None,
            coalesce=True,
            max_instances=1,
        )

    def start(self) -> None:
        """Begin to tick in the background."""
        self._scheduler.start()

    def stop(self) -> None:
        """Finish the tick that runs, tick no more and let the lease go."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        if self._lease is not None:
            self._lease.release()

    def tick(self) -> int:
        """Run every job once if the lease is ours; return how many acts that was.

        A door of the clock: it catches whatever goes wrong, so that one job never stops another.
        """
        try:
            if self._lease is not None and not self._lease.ensure(self._world.clock.now):
                return 0
            return sum(self._run(job) for job in self._jobs)
        except Exception:
            _log.exception("the lease cannot be seen; the next tick tries again")
            return 0

    def _run(self, job: Job) -> int:
        if self._lease is not None and not self._lease.still_ours():
            return 0
        try:
            return job(self._world)
        except Exception:
            _log.exception("job %s failed; the next tick tries again", job.__qualname__)
            return 0


def one_by_one(waiting: Iterable[str], act: Callable[[str], int]) -> int:
    """Act on each of what waits by itself: one that fails is logged, and stops no other."""
    done = 0
    for each in waiting:
        try:
            done += act(each)
        except Exception:
            _log.exception("%s failed and waits", each)
    return done


def at_once_or_one_by_one(
    at_once: Callable[[], int], *, waiting: Callable[[], Sequence[str]], act: Callable[[str], int]
) -> int:
    """Act on all that waits in one transaction; when that fails, on each in its own."""
    try:
        return at_once()
    except Exception:
        _log.exception("what waits is taken one by one")
    return one_by_one(waiting(), act)


def start_ticker(world: World, jobs: Sequence[Job], *, lease: str = CLOCK_LEASE) -> Ticker:
    """Start ticking in the background, under a lease or under none; ``stop()`` ends it cleanly."""
    ticker = Ticker(world, jobs, lease=lease)
    ticker.start()
    return ticker


@dataclass(frozen=True)
class Clockwork:
    """All that the clock runs: what is due, what waits for gateways, what waits for a mail server."""

    due: Sequence[Job]
    gateways: Sequence[Job]
    letters: Sequence[Job]


def start_clock(world: World, work: Clockwork) -> list[Ticker]:
    """Start the clock: what waits for other machines ticks by itself, so that it never holds the hammer."""
    return [
        start_ticker(world, work.due),
        start_ticker(world, work.gateways, lease=GATEWAY_LEASE),
        start_ticker(world, work.letters, lease=NO_LEASE),
    ]
