"""The database: the only state that processes share.

Writers begin with the write lock on SQLite (``BEGIN IMMEDIATE``); readers never do, so a page
that reads cannot block the desk (ARCHITECTURE 5).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.orm import Session, sessionmaker

BUSY_TIMEOUT_MS = 10_000
POOL_SIZE = 12
POOL_OVERFLOW_MAX = 20


class Database:
    """Opens transactions; knows which of the two databases it speaks to."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        writing = self.engine.execution_options(begin_mode="IMMEDIATE")
        self._write = sessionmaker(writing, expire_on_commit=False)
        self._read = sessionmaker(self.engine, expire_on_commit=False)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open one writing transaction; commit at the end, roll back on any exception."""
        with self._write.begin() as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open one reading transaction; what is written in it is thrown away."""
        with self._read() as tx:
            yield tx

    def session(self, *, writing: bool) -> Session:
        """Return a session that its caller commits and closes, for Flask-Security alone."""
        return self._write() if writing else self._read()

    def clock_timestamp(self) -> datetime:
        """Return PostgreSQL's own time of day, not the time its transaction began."""
        with self.engine.connect() as connection:
            return connection.execute(text("SELECT clock_timestamp()")).scalar_one()

    def dispose(self) -> None:
        """Close all pooled connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(
            url, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW_MAX, pool_pre_ping=True
        )
    engine = create_engine(url, pool_size=POOL_SIZE, max_overflow=POOL_OVERFLOW_MAX)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    for pragma in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        f"busy_timeout={BUSY_TIMEOUT_MS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    mode = connection.get_execution_options().get("begin_mode", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")
