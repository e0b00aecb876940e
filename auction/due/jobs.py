"""What the clock runs here: the record is followed, and courts are told what is overdue."""

from __future__ import annotations

from collections.abc import Callable

from auction.due import service
from auction.kernel.limits import DUE_ROWS_MAX, PAGE_ROWS_MAX
from auction.kernel.world import World


def follow_the_record(world: World) -> int:
    """Find deadlines anew where something happened; return how many lines came or went."""
    at = world.clock.now()
    with world.database.reading() as tx:
        found = service.changes(tx, at=at)
    if found.is_quiet:
        return 0
    with world.database.transaction() as tx:
        return service.keep(tx, found)


def raise_alarms(world: World) -> int:
    """Tell the courts what is overdue or strange; return how many alarms were new."""
    at = world.clock.now()
    with world.database.reading() as tx:
        alarms = service.overdue_alarms(tx, limit=PAGE_ROWS_MAX, at=at)
        alarms += service.watched_alarms(tx, limit=DUE_ROWS_MAX)
    if not alarms:
        return 0
    with world.database.transaction() as tx:
        return service.raise_alarms(tx, alarms=alarms, at=at)


JOBS: tuple[Callable[[World], int], ...] = (follow_the_record, raise_alarms)
