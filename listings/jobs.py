"""What the clock runs here: the catalogue follows the boards."""

from __future__ import annotations

from collections.abc import Callable

from auction.kernel.limits import DUE_ROWS_MAX
from auction.kernel.world import World
from listings.catalogue.shelves import store


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


JOBS: tuple[Callable[[World], int], ...] = (follow_boards,)
