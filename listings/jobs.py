"""What the clock runs here: the catalogue follows the boards, proposed notices lapse after their day."""

from __future__ import annotations

from collections.abc import Callable

from auction.kernel.jobs import one_by_one
from auction.kernel.limits import DUE_ROWS_MAX
from auction.kernel.world import World
from listings import service
from listings import store as lots
from listings.catalogue.shelves import store
from listings.submission import judge_in_time


def follow_boards(world: World) -> int:
    """Move the listings whose boards moved; return how many.

    Looks in a reading transaction, so that a second without news keeps no writer waiting.
    """
    with world.database.reading() as tx:
        moved = store.moved_listings(tx, DUE_ROWS_MAX)
    if moved:
        with world.database.transaction() as tx:
            store.move_listings(tx, moved)
    return len(moved)


def lapse_proposals(world: World) -> int:
    """Return proposed notices to the desk on which nobody decided in time; return how many."""
    at = world.clock.now()
    with world.database.reading() as tx:
        due = {lot.id: lot for lot in lots.proposed(tx, DUE_ROWS_MAX) if judge_in_time(lot, at)}

    def lapse(lot_id: str) -> int:
        with world.database.transaction() as tx:
            lot = lots.lock_lot(tx, lot_id, due[lot_id].court_id)
            return service.lapse(tx, lot=lot, at=at) if lot else 0

    return one_by_one(due, lapse)


JOBS: tuple[Callable[[World], int], ...] = (follow_boards, lapse_proposals)
