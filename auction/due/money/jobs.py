"""What the clock runs here: courts are told of money that was refused or is disputed."""

from __future__ import annotations

from collections.abc import Callable

from auction.due import service
from auction.due.money import service as money
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.world import World


def watch_the_money(world: World) -> int:
    """Tell the courts of money that a person must look at; return how many alarms were new."""
    at = world.clock.now()
    with world.database.reading() as tx:
        alarms = money.look(tx, limit=PAGE_ROWS_MAX)
    if not alarms:
        return 0
    with world.database.transaction() as tx:
        return service.raise_alarms(tx, alarms=alarms, at=at)


JOBS: tuple[Callable[[World], int], ...] = (watch_the_money,)
