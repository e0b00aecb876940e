"""What the ledger is measured beside: plain tables that take the same rows, and bids that go on."""

from __future__ import annotations

import contextlib
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from sqlalchemy import CheckConstraint, MetaData, text

from auction.enrolment import bidding_pass
from auction.enrolment.bidding_pass import Pass
from auction.kernel.clock import SystemClock
from auction.kernel.database import Database
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.tables import table_of
from auction.ledger import store
from auction.ledger.tables import Transfer as TransferRow
from auction.ledger.transfer import Transfer
from auction.rounds.standing import Bid
from bench.stage import INCREMENT_MINOR, SECRET, STARTING_MINOR, Stage
from bidding import service as bidding

# Between two bids; a hall as busy as any that was seen.
BETWEEN_BIDS_S = 0.02


class Beside:
    """A table with the columns of the ledger's that takes rows by the database's own fastest way."""

    def __init__(self, name: str, database: Database, *, indexed: bool) -> None:
        self._is_sqlite = name == "SQLite"
        self._folder = tempfile.TemporaryDirectory(prefix="auction-bench-")
        self._schema = "indexed" if indexed else "bare"
        self._database = database
        if self._is_sqlite:
            self._database = Database(f"sqlite:///{Path(self._folder.name) / 'beside.sqlite'}")
        metadata = MetaData()
        table = table_of(TransferRow).to_metadata(metadata)
        table.schema = None if self._is_sqlite else self._schema
        for check in [each for each in table.constraints if isinstance(each, CheckConstraint)]:
            table.constraints.remove(check)
        if not indexed:
            table.indexes.clear()
        with self._database.transaction() as tx:
            if not self._is_sqlite:
                tx.execute(text(f"CREATE SCHEMA {self._schema}"))
            metadata.create_all(tx.connection())
        columns = [column.name for column in table.columns]
        marks = ", ".join("?" * len(columns))
        self._insert = f"INSERT INTO transfers ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608  # our own names only
        self._copy = f"COPY {self._schema}.transfers ({', '.join(columns)}) FROM STDIN"

    def take(self, transfers: Sequence[Transfer]) -> float:
        """Take the rows of these transfers in one commit; return the seconds it took."""
        with self._database.transaction() as tx:
            tx.connection()
            began = time.perf_counter()
            raw: Any = tx.connection().connection.driver_connection
            rows = (store.row_of(transfer) for transfer in transfers)
            if self._is_sqlite:
                # Times as the ledger's own table has them.
                at = transfers[0].posted_at.isoformat(" ", "microseconds")[:26]
                raw.executemany(self._insert, ((*row[:10], at, row[11]) for row in rows))
            else:
                with raw.cursor() as cursor, cursor.copy(self._copy) as copy:
                    for row in rows:
                        copy.write_row(row)
        return time.perf_counter() - began

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._is_sqlite:
            self._database.dispose()
        self._folder.cleanup()


@dataclass
class Bids:
    """How many bids were placed, and the longest wait for one."""

    count: int = 0
    wait_s_max: float = 0.0


@contextlib.contextmanager
def bids_going_on(stage: Stage) -> Iterator[Bids]:
    """Let bids be placed, one after another, until the block ends."""
    at = SystemClock().now()
    opened = [bidding_pass.open_pass(SECRET, each, at=at) for each in stage.passes]
    seats = [each for each in opened if isinstance(each, Pass)]
    bids, over = Bids(), threading.Event()
    database = Database(stage.database_url)

    def go_on() -> None:
        while not over.wait(BETWEEN_BIDS_S):
            began = time.perf_counter()
            _bid(database, seats[bids.count % len(seats)], bids.count)
            bids.count += 1
            bids.wait_s_max = max(bids.wait_s_max, time.perf_counter() - began)

    bidder = threading.Thread(target=go_on, daemon=True)
    bidder.start()
    try:
        yield bids
    finally:
        over.set()
        bidder.join()
        database.dispose()


def _bid(database: Database, seat: Pass, number: int) -> None:
    at = SystemClock().now()
    amount = Money(STARTING_MINOR + (number + 1) * INCREMENT_MINOR, "CNY")
    bid = Bid(seat.round_id, seat.bidder_code, amount, at, new_id())
    with database.transaction() as tx:
        bidding.place_bids(tx, bids=[bid], at=SystemClock().now())
