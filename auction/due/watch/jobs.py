"""What the clock runs here: ends and terms are compared with the record."""

from __future__ import annotations

from collections.abc import Callable

from auction.due import service
from auction.due.watch import service as watch
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.world import World


def watch_the_ends(world: World) -> int:
    """Tell the courts of ends and terms that changed without a decision; return how many alarms were new."""
    at = world.clock.now()
    with world.database.reading() as tx:
        alarms = watch.look(tx, limit=PAGE_ROWS_MAX, at=at)
    if not alarms:
        return 0
    with world.database.transaction() as tx:
        return service.raise_alarms(tx, alarms=alarms, at=at)


JOBS: tuple[Callable[[World], int], ...] = (watch_the_ends,)
