"""The database: the only state that processes share.

Writers begin with the write lock on SQLite (``BEGIN IMMEDIATE``); readers never do, so a page
that reads cannot block the desk (ARCHITECTURE 5).  All that a reader reads is one snapshot, on
both databases: sums of money agree and chains end at their heads, whatever is written meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, lru_cache
from itertools import chain, islice
from typing import Any

import orjson
import psycopg
from sqlalchemy import Connection, Engine, LargeBinary, Table, create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from auction.kernel.tables import UtcDateTime

BUSY_TIMEOUT_MS = 10_000
POOL_SIZE = 12
POOL_OVERFLOW_MAX = 20
# A process that was stopped in the middle of a transaction keeps its locks; PostgreSQL ends it.
SILENT_WRITER_S_MAX = 15
# The end of a round is written with each of its bids.
TIMES_KEPT_MAX = 1_000
# Of one statement; SQLite takes 32,766, and gains nothing from more than some hundred rows.
PARAMETERS_MAX = 6_000
STATEMENTS_KEPT_MAX = 100


class Database:
    """Opens transactions; knows which of the two databases it speaks to."""

    def __init__(self, url: str) -> None:
        self.engine = _engine(url)
        self.is_sqlite = self.engine.dialect.name == "sqlite"
        writing = self.engine.execution_options(begin_mode="IMMEDIATE")
        self._write = sessionmaker(writing, expire_on_commit=False)
        self._read = sessionmaker(_of_one_snapshot(self.engine), expire_on_commit=False)
        self._plain = sessionmaker(self.engine, expire_on_commit=False)
        # The clock never waits for a connection that requests use: the wait would be its error.
        self._clock = None if self.is_sqlite else _clock_engine(url)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """Open one writing transaction; commit at the end, roll back on any exception."""
        with self._write.begin() as tx:
            yield tx

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open one reading transaction, of one snapshot; what is written in it is thrown away."""
        with self._read() as tx:
            yield tx

    @contextmanager
    def streaming(self) -> Iterator[Session]:
        """Open one reading transaction for somebody who may read slowly."""
        with self._read() as tx:
            if not self.is_sqlite:
                tx.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            yield tx

    def session(self, *, writing: bool) -> Session:
        """Return a session that its caller commits and closes, for Flask-Security alone."""
        return self._write() if writing else self._plain()

    def clock_timestamp(self) -> datetime:
        """Return PostgreSQL's own time of day, not the time its transaction began."""
        assert self._clock is not None, "SQLite has no clock of its own"
        with self._clock.connect() as connection:
            now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            return now

    def dispose(self) -> None:
        """Close all pooled connections."""
        self.engine.dispose()
        if self._clock is not None:
            self._clock.dispose()


def insert_rows(tx: Session, table: Table, rows: Sequence[Sequence[object]]) -> None:
    """Insert many rows, each with a value for every column but the numbered key, in one statement.

    PostgreSQL takes them as one JSON parameter, twice as fast as row by row; the bytes of a
    binary column must therefore be UTF-8 text.
    """
    if not rows:
        return
    connection = tx.connection()
    if connection.dialect.name == "sqlite":
        times = _time_columns(table)
        connection.exec_driver_sql(_insert_by_marks(table), [_sqlite_row(row, times) for row in rows])
        return
    columns = _columns_to_give(table)
    named = [dict(zip(columns, row, strict=True)) for row in rows]
    parameter = orjson.dumps(named, default=_text_of).decode()
    connection.exec_driver_sql(_insert_from_json(table), (parameter,))


def insert_many(tx: Session, table: Table, rows: Iterable[Sequence[object]]) -> None:
    """Insert thousands of rows, each with a value for every column but the numbered key.

    SQLite takes hundreds of them in a statement, so that triggers cost it one journal for all;
    PostgreSQL takes them by COPY, each while the next is made.  Raises IntegrityError.
    """
    connection = tx.connection()
    columns = _columns_to_give(table)
    if connection.dialect.name != "sqlite":
        _copy(connection, _copy_from(table), rows)
        return
    times, width = _time_columns(table), len(columns)
    at_once, waiting = PARAMETERS_MAX // width, iter(rows)
    while values := list(chain.from_iterable(islice(waiting, at_once))):
        for column in times:
            values[column::width] = [_sqlite_value(at) for at in values[column::width]]
        connection.exec_driver_sql(_insert_by_marks(table, len(values) // width), tuple(values))


def _copy(connection: Connection, statement: str, rows: Iterable[Sequence[object]]) -> None:
    raw: Any = connection.connection.driver_connection
    try:
        with raw.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(row)
    except psycopg.IntegrityError as error:
        raise IntegrityError(statement, None, error) from error


def insert_once(tx: Session, table: Table, values: Mapping[str, object]) -> bool:
    """Insert a row and say so, unless one of its id is there: a form that is sent twice adds once."""
    insert_or_leave: Any = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    query = insert_or_leave(table).values(values).on_conflict_do_nothing(index_elements=["id"])
    return tx.scalar(query.returning(table.c.id)) is not None


@cache
def _columns_to_give(table: Table) -> tuple[str, ...]:
    return tuple(column.name for column in table.columns if column.autoincrement is not True)


@lru_cache(maxsize=STATEMENTS_KEPT_MAX)
def _insert_by_marks(table: Table, count: int = 1) -> str:
    columns = _columns_to_give(table)
    names, marks = ", ".join(columns), f"({', '.join('?' * len(columns))})"
    return f"INSERT INTO {table.name} ({names}) VALUES {', '.join([marks] * count)}"  # noqa: S608  # our own names only


@cache
def _copy_from(table: Table) -> str:
    return f"COPY {table.name} ({', '.join(_columns_to_give(table))}) FROM STDIN"


@cache
def _insert_from_json(table: Table) -> str:
    dialect: Any = postgresql
    given, typed = [], []
    for name in _columns_to_give(table):
        kind = table.columns[name].type
        binary = isinstance(kind, LargeBinary)
        given.append(f"convert_to(r.{name}, 'UTF8')" if binary else f"r.{name}")
        typed.append(f"{name} text" if binary else f"{name} {kind.compile(dialect.dialect())}")
    return (
        f"INSERT INTO {table.name} ({', '.join(_columns_to_give(table))}) "  # noqa: S608  # our own names only
        f"SELECT {', '.join(given)} FROM json_to_recordset(CAST(%s AS json)) AS r({', '.join(typed)})"
    )


@cache
def _time_columns(table: Table) -> tuple[int, ...]:
    names = _columns_to_give(table)
    return tuple(i for i, name in enumerate(names) if isinstance(table.columns[name].type, UtcDateTime))


def _sqlite_row(row: Sequence[object], times: tuple[int, ...]) -> tuple[object, ...]:
    values = list(row)
    for i in times:
        values[i] = _sqlite_value(values[i])
    return tuple(values)


def _sqlite_value(at: object) -> object:
    return _sqlite_time(at) if isinstance(at, datetime) else at


@lru_cache(maxsize=TIMES_KEPT_MAX)
def _sqlite_time(at: datetime) -> str:
    # As SQLAlchemy writes times into SQLite: UTC, six decimals, no zone.
    return at.astimezone(UTC).isoformat(" ", "microseconds")[:26]


def _text_of(value: object) -> str:
    assert isinstance(value, bytes), f"{type(value).__name__} has no place in a row"
    return value.decode()


# What a statement was given (addresses, sealed names) is nothing for a server's log (TRUST 2.3).
_POOL: dict[str, Any] = {
    "pool_size": POOL_SIZE,
    "max_overflow": POOL_OVERFLOW_MAX,
    "hide_parameters": True,
}


def _engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        engine = create_engine(url, **_POOL, pool_pre_ping=True)
        event.listen(engine, "connect", _prepare_postgresql)
        return engine
    engine = create_engine(url, **_POOL)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _of_one_snapshot(engine: Engine) -> Engine:
    # SQLite does so by itself.
    if engine.dialect.name == "sqlite":
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ")


def _clock_engine(url: str) -> Engine:
    return create_engine(url, pool_size=1, max_overflow=0, pool_pre_ping=True, isolation_level="AUTOCOMMIT")


def _prepare_postgresql(connection: Any, _record: Any) -> None:
    connection.autocommit = True
    connection.execute(f"SET idle_in_transaction_session_timeout = '{SILENT_WRITER_S_MAX}s'")
    # Our questions are short: compiling one would take longer than its answer.
    connection.execute("SET jit = off")
    connection.autocommit = False


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
