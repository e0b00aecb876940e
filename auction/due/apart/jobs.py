"""What the clock runs here: courts are told where ledger and gateway differ for more than a day."""

from __future__ import annotations

from collections.abc import Callable

from auction.due import service
from auction.due.apart import service as apart
from auction.kernel.limits import DUE_ROWS_MAX
from auction.kernel.world import World


def watch_the_money(world: World) -> int:
    """Tell the courts of differences that are older than a day; return how many alarms were new."""
    at = world.clock.now()
    with world.database.reading() as tx:
        alarms = apart.look(tx, limit=DUE_ROWS_MAX, at=at)
    if not alarms:
        return 0
    with world.database.transaction() as tx:
        return service.raise_alarms(tx, alarms=alarms, at=at)


JOBS: tuple[Callable[[World], int], ...] = (watch_the_money,)
