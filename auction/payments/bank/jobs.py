"""What the clock runs here: orders that wait are written into one payment file for each court."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from auction.cases import store as cases
from auction.kernel.ids import new_id
from auction.kernel.jobs import one_by_one
from auction.kernel.world import World
from auction.payments.bank import service, store
from auction.people.vault import vault_of

# The losers of a sale are paid back within seconds of each other: they shall be in one file.
COLLECT_AFTER = timedelta(minutes=3)
# Files of one tick: each seals a few hundred orders.
FILES_MAX = 5


def write_files(world: World) -> int:
    """Write the orders that have waited a while into files; return how many orders those are."""
    at = world.clock.now()
    with world.database.reading() as tx:
        courts = store.courts_with_waiting(tx, before=at - COLLECT_AFTER, limit=FILES_MAX)
    return one_by_one(courts, lambda court_id: _write(world, court_id))


def _write(world: World, court_id: str) -> int:
    at, vault = world.clock.now(), vault_of(world.settings)
    with world.database.transaction() as tx:
        court = cases.court(tx, court_id)
        assert court is not None, "an order is one of a court"
        return service.write_file(
            tx, court_id=court_id, time_zone=court.time_zone, file_id=new_id(), vault=vault, at=at
        )


JOBS: tuple[Callable[[World], int], ...] = (write_files,)
