"""The database: the only state that processes share.

Writers begin with the write lock on SQLite (``BEGIN IMMEDIATE``); readers never do, so a page
that reads cannot block the desk (ARCHITECTURE 5).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Column, Connection, Engine, LargeBinary, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql
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


def insert_rows(tx: Session, table: Table, rows: Sequence[Sequence[object]]) -> None:
    """Insert many rows, each with a value for every column but the numbered key, in one statement.

    PostgreSQL takes them as one JSON parameter, twice as fast as row by row; the bytes of a
    binary column must therefore be UTF-8 text.
    """
    if not rows:
        return
    columns = tuple(column for column in table.columns if column.autoincrement is not True)
    connection = tx.connection()
    if connection.dialect.name == "sqlite":
        names = ", ".join(column.name for column in columns)
        marks = ", ".join("?" * len(columns))
        plain = [tuple(map(_sqlite_value, row)) for row in rows]
        connection.exec_driver_sql(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", plain)
        return
    names = [column.name for column in columns]
    parameter = orjson.dumps([dict(zip(names, row, strict=True)) for row in rows], default=_text_of)
    connection.exec_driver_sql(_insert_from_json(table, columns), (parameter.decode(),))


@cache
def _insert_from_json(table: Table, columns: tuple[Column[Any], ...]) -> str:
    dialect = postgresql.dialect()
    into, out_of, typed = [], [], []
    for column in columns:
        binary = isinstance(column.type, LargeBinary)
        into.append(column.name)
        out_of.append(f"convert_to(r.{column.name}, 'UTF8')" if binary else f"r.{column.name}")
        kind = "text" if binary else column.type.compile(dialect)
        typed.append(f"{column.name} {kind}")
    return (
        f"INSERT INTO {table.name} ({', '.join(into)}) SELECT {', '.join(out_of)} "
        f"FROM json_to_recordset(CAST(%s AS json)) AS r({', '.join(typed)})"
    )


def _sqlite_value(value: object) -> object:
    if isinstance(value, datetime):
        # As SQLAlchemy writes times into SQLite: UTC, six decimals, no zone.
        return value.astimezone(UTC).isoformat(" ", "microseconds")[:26]
    return value


def _text_of(value: object) -> str:
    assert isinstance(value, bytes), f"{type(value).__name__} has no place in a row"
    return value.decode()


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
