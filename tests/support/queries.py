"""Counts what a page asks of the database: every statement but those that begin and end transactions."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import event

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
