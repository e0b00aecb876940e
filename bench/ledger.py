"""Measures the ledger: ``python -m bench.ledger``, on both databases.

First: a hundred thousand rounds close in one second, and what becomes of their four deposits each is
posted in chunks, every guard on, while bids go on in the same database.  In turn with each chunk the
same transfers go into two tables beside it, by the database's own fastest way (SQLite: executemany,
PostgreSQL: COPY), in as many commits, as durable, without a check or guard.  ``indexed`` has the shape
of the ledger: the same columns, key and indexes; the limit is against it.  ``bare`` has no index but
its key, in which nobody could find a statement.  All three begin with the same transfers.
Then: the first pages of statements with a million transfers.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import text

from auction.kernel.database import Database
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.ledger import accounts, store
from auction.ledger.statement import Scope
from auction.ledger.transfer import Purpose, Sale, Transfer, deposit_out_id, fee_id, money_in_id
from auction.reports.money.moment import Period
from auction.reports.money.store import statement_page
from bench.beside import Beside, bids_going_on
from bench.stage import DATABASES, empty_database, set_stage

ROUNDS = 100_000
BIDDERS = 4
COURTS = 20
# Transfers of one transaction: a bid that comes meanwhile waits for no more than this.
CHUNK = 2_500
STATEMENT_TRANSFERS = 1_000_000
RATIO_MAX = {"SQLite": 2.0, "PostgreSQL": 3.0}
MEMORY_MB_MAX = 300
PAGE_MS_MAX = 100.0
PAGE_LINES = 50
ASKED = 20
CLOSED_AT = datetime(2026, 4, 1, 2, tzinfo=UTC)
DEPOSIT = Money(7_140_000, "CNY")
PAPER = accounts.gateway("paper", "CNY")


@dataclass(slots=True)
class Held:
    """Deposits of one chunk: enrolments, whose is the buyer's, and their sale."""

    enrolment_id: str
    is_buyers: bool
    sale: Sale

    def paid(self, at: datetime) -> Transfer:
        """Return the transfer that brought the deposit."""
        into = accounts.deposit(self.enrolment_id, "CNY")
        return Transfer(
            money_in_id(f"paper-{self.enrolment_id}"),
            PAPER,
            into,
            DEPOSIT,
            Purpose.DEPOSIT_PAID,
            at,
            self.sale,
        )

    def moved(self, at: datetime) -> Transfer:
        """Return what becomes of the deposit at the hammer."""
        held = accounts.deposit(self.enrolment_id, "CNY")
        to, purpose = accounts.payable(self.enrolment_id, "CNY"), Purpose.DEPOSIT_RETURNED
        if self.is_buyers:
            to, purpose = accounts.case(str(self.sale.case_id), "CNY"), Purpose.DEPOSIT_APPLIED
        return Transfer(deposit_out_id(self.enrolment_id), held, to, DEPOSIT, purpose, at, self.sale)


@dataclass
class Posted:
    """What posting took, beside the two tables, and how long bids waited."""

    ours_s: float = 0.0
    bare_s: float = 0.0
    indexed_s: float = 0.0
    chunk_s_max: float = 0.0
    bid_s_max: float = 0.0
    bids: int = 0
    memory_mb: int = 0


def deposits(rounds: int) -> list[Held]:
    """Make the deposits of so many rounds, with ids that are born as on the platform."""
    courts = [new_id() for _ in range(COURTS)]
    made = []
    for number in range(rounds):
        sale = Sale(courts[number % COURTS], new_id(), new_id(), new_id())
        made += [Held(new_id(), bidder == 0, sale) for bidder in range(BIDDERS)]
    return made


def chunks(held: Sequence[Held]) -> Iterator[Sequence[Held]]:
    """Yield the deposits of one transaction after those of another."""
    for start in range(0, len(held), CHUNK):
        yield held[start : start + CHUNK]


def post_all(name: str, url: str, *, rounds: int) -> Posted:
    """Post what becomes of all deposits, in turn with the same rows in the two tables beside."""
    stage = set_stage(url, bidder_count=2)
    database = Database(url)
    held = deposits(rounds)
    measured = Posted()
    with Beside(name, database, indexed=False) as bare, Beside(name, database, indexed=True) as indexed:
        for number, chunk in enumerate(chunks(held)):
            paid_at = CLOSED_AT - timedelta(days=9) + timedelta(seconds=number)
            transfers = [each.paid(paid_at) for each in chunk]
            _post(database, transfers)
            bare.take(transfers)
            indexed.take(transfers)
        with bids_going_on(stage) as bids:
            for number, chunk in enumerate(chunks(held)):
                at = CLOSED_AT + timedelta(milliseconds=number)
                transfers = [each.moved(at) for each in chunk]
                measured.bare_s += bare.take(transfers)
                ours_s = _post(database, transfers)
                measured.ours_s += ours_s
                measured.chunk_s_max = max(measured.chunk_s_max, ours_s)
                measured.indexed_s += indexed.take(transfers)
        measured.bids, measured.bid_s_max = bids.count, bids.wait_s_max
    measured.memory_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    database.dispose()
    return measured


def first_pages(name: str, url: str, *, transfers: int) -> dict[str, float]:
    """Return how many milliseconds the first pages of long statements take, in the worst of some tries."""
    database, court_id = Database(url), new_id()
    _fill(database, court_id, transfers)
    if name == "PostgreSQL":
        # As its own housekeeping does soon after such a day.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE transfers"))
    last_day = Period(since=CLOSED_AT + timedelta(seconds=transfers - PAGE_LINES))
    of_account, of_court = Scope("CNY", account_ids=(PAPER.id,)), Scope("CNY", court_id=court_id)
    asked = {
        "an account": (of_account, Period()),
        "a court": (of_court, Period()),
        "an account, opening after all": (of_account, last_day),
        "a court, opening after all": (of_court, last_day),
    }
    found = {label: _worst_ms(database, *each) for label, each in asked.items()}
    database.dispose()
    return found


def _post(database: Database, transfers: Sequence[Transfer]) -> float:
    with database.transaction() as tx:
        # A bid may hold SQLite's one write lock just now; posting begins when that is free.
        tx.connection()
        began = time.perf_counter()
        posted = store.post(tx, transfers)
    took = time.perf_counter() - began
    assert len(posted) == len(transfers), "each is posted once"
    return took


def _fill(database: Database, court_id: str, transfers: int) -> None:
    expense, sale = accounts.expense("CNY"), Sale(court_id=court_id)
    for start in range(0, transfers, CHUNK):
        numbers = range(start, min(start + CHUNK, transfers))
        charged = [
            Transfer(
                fee_id(f"{court_id}{n:09d}"),
                expense,
                PAPER,
                Money(100, "CNY"),
                Purpose.FEE_CHARGED,
                CLOSED_AT + timedelta(seconds=n),
                sale,
            )
            for n in numbers
        ]
        _post(database, charged)


def _worst_ms(database: Database, scope: Scope, period: Period) -> float:
    worst = 0.0
    # Once before, for what a process does once.
    for number in range(ASKED + 1):
        began = time.perf_counter()
        with database.reading() as tx:
            page = statement_page(tx, scope, period, limit=PAGE_LINES)
        worst = max(worst, 1000 * (time.perf_counter() - began) if number else 0.0)
        assert len(page.lines) == PAGE_LINES, "a whole page is asked for"
    return worst


def main() -> int:
    """Measure and print; return 1 when something took too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--transfers", type=int, default=STATEMENT_TRANSFERS)
    parser.add_argument("--database", choices=DATABASES, action="append")
    wish = parser.parse_args()
    kept = [_measure(name, wish) for name in wish.database or DATABASES]
    return 0 if all(kept) else 1


def _measure(name: str, wish: argparse.Namespace) -> bool:
    with empty_database(name) as url:
        posted = post_all(name, url, rounds=wish.rounds)
        ratio, keyed = posted.ours_s / posted.indexed_s, posted.ours_s / posted.bare_s
        print(
            f"{name:10} {wish.rounds * BIDDERS} transfers in {posted.ours_s:.1f} s: {ratio:.2f} times a bare"
            f" insert (at most {RATIO_MAX[name]:g}), {keyed:.2f} times one that keeps no index but the key",
            f"{'':10} longest chunk of {CHUNK} {posted.chunk_s_max:.3f} s, {posted.bids} bids meanwhile,"
            f" the longest {posted.bid_s_max:.3f} s",
            f"{'':10} peak memory {posted.memory_mb} MB (at most {MEMORY_MB_MAX})",
            sep="\n",
            flush=True,
        )
        pages = first_pages(name, url, transfers=wish.transfers)
        for label, took_ms in pages.items():
            print(
                f"{'':10} first page of {wish.transfers} transfers of {label}: {took_ms:.1f} ms", flush=True
            )
    quick = max(took_ms for label, took_ms in pages.items() if "opening" not in label)
    return ratio <= RATIO_MAX[name] and posted.memory_mb <= MEMORY_MB_MAX and quick <= PAGE_MS_MAX


if __name__ == "__main__":
    raise SystemExit(main())
