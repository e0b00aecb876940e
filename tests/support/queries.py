"""Looks at what is asked of the database: how many statements, and by which steps SQLite finds the answer."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from auction.kernel.world import World

# A page that needs more than this many statements asks for each of its rows alone.
QUERIES_MAX = 9
_FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SET ", "SAVEPOINT", "RELEASE")


@contextlib.contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """Give the statements that run meanwhile, as a list that grows."""
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_others: Any) -> None:
        if not statement.lstrip().upper().startswith(_FRAME):
            statements.append(statement)

    event.listen(world.database.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(world.database.engine, "before_cursor_execute", note)


def plans(world: World, table: str, ask: Callable[[Session], object]) -> list[str]:
    """Return the steps by which the database finds what is asked of a table."""
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_others: Any) -> None:
        asked.append((statement, parameters))

    event.listen(world.database.engine, "before_cursor_execute", note)
    with world.database.reading() as tx:
        ask(tx)
    event.remove(world.database.engine, "before_cursor_execute", note)
    with world.database.reading() as tx:
        return [
            row[3]
            for statement, parameters in asked
            if table in statement
            for row in tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]
