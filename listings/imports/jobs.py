"""What the clock runs for imports: uploaded files are taken in, a few rows in each tick.

The rows of a chunk, their drafts and how far the file is read are one commit: whoever dies in the
middle leaves nothing of the chunk, and whoever comes next begins it anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import cycle, islice

from sqlalchemy.exc import DataError, IntegrityError

from auction.kernel.ids import new_id
from auction.kernel.jobs import one_by_one
from auction.kernel.world import World
from listings.imports import service, store
from listings.imports.judge import Judged, not_stored
from listings.imports.service import Run

# Rows in one transaction of a tick: bids that wait for it wait for a tenth of a second.
CHUNK_ROWS = 100
# Files in work at once; each gets its turn, so a short list does not wait for a long one.
RUNS_MAX = 5
# The hammer comes first in each tick, and the next tick must not come late for it.
TICK_WINDOW = timedelta(milliseconds=250)
CHUNKS_MAX = 5


def take_uploads(world: World) -> int:
    """Take in the next rows of the files that wait, in turn, until the tick's window is used up."""
    with world.database.reading() as tx:
        waiting = store.queued_runs(tx, RUNS_MAX)
    until = world.clock.now() + TICK_WINDOW

    def take_next(run_id: str) -> int:
        return _take_next(world, run_id) if world.clock.now() < until else 0

    return one_by_one(islice(cycle(waiting), CHUNKS_MAX), take_next)


def take_chunk(world: World, run: Run, chunk: Sequence[Judged]) -> None:
    """Store rows in one commit; a row that the database does not take costs no other."""
    try:
        _store(world, run, chunk)
    except (DataError, IntegrityError):
        for judged in chunk:
            _take_alone(world, run, judged)


def _take_next(world: World, run_id: str) -> int:
    with world.database.reading() as tx:
        begun = store.find_run(tx, run_id)
        if begun is None or begun.state != "QUEUED":
            return 0
        run = service.open_run(tx, begun, make_id=new_id)
        chunk = service.next_rows(tx, run=run, begun=begun, rows_max=CHUNK_ROWS)
    if chunk:
        take_chunk(world, run, chunk)
        return len(chunk)
    with world.database.transaction() as tx:
        service.finish(tx, run=run, at=world.clock.now())
    return 1


def _take_alone(world: World, run: Run, judged: Judged) -> None:
    try:
        _store(world, run, [judged])
    except (DataError, IntegrityError):
        _store(world, run, [not_stored(judged)])


def _store(world: World, run: Run, chunk: Sequence[Judged]) -> None:
    with world.database.transaction() as tx:
        service.take(tx, run=run, chunk=chunk, at=world.clock.now())


JOBS: tuple[Callable[[World], int], ...] = (take_uploads,)
