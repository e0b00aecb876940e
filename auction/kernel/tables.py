"""What all tables share: one metadata, named constraints, aware times, append-only triggers.

The kernel's own tables are the lease of the clock and the heartbeats of what must not sleep.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import (
    DDL,
    CheckConstraint,
    DateTime,
    Dialect,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    event,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

ID_LENGTH = 32
DIALECTS = ("sqlite", "postgresql")
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time with microseconds; SQLite, which forgets zones, gets it back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse naive times and store UTC."""
        if value is None:
            return None
        assert value.tzinfo is not None, "times are aware"
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, _dialect: Dialect) -> datetime | None:
        """Return the stored time, aware in UTC."""
        if value is None:
            return None
        stored: datetime = value
        return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


class Base(DeclarativeBase):
    """The one declarative base of all rooms."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {datetime: UtcDateTime}


def append_only_statements(table: str, dialect: str) -> list[str]:
    """Return the statements that make a table refuse UPDATE and DELETE."""
    if dialect == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    function = (
        f"CREATE OR REPLACE FUNCTION {table}_never_change() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} are never changed'; END $$"
    )
    trigger = (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_never_change()"
    )
    return [function, trigger]


def table_of(model: type[Base]) -> Table:
    """Return the table of a model, for statements that make no objects."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def append_only(table: FromClause) -> None:
    """Attach the append-only triggers of a table to its creation, on both databases."""
    assert isinstance(table, Table)
    table.info["append_only"] = True
    guard(table, {dialect: append_only_statements(table.name, dialect) for dialect in DIALECTS})


def guard(table: FromClause, statements: Mapping[str, Sequence[str]]) -> None:
    """Attach statements (triggers) to the creation of a table, for each database its own."""
    for dialect in DIALECTS:
        for statement in statements[dialect]:
            ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)
            event.listen(table, "after_create", ddl)


class Lease(Base):
    """Who runs the clock's jobs: the epoch rises at each take-over, so who lost it can tell."""

    __tablename__ = "leases"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    epoch: Mapped[int] = mapped_column(Integer)
    holder: Mapped[str] = mapped_column(String(ID_LENGTH))
    taken_at: Mapped[datetime]
    # The take-overs up to this epoch stand in the record; a job writes the others (audit/jobs.py).
    recorded_epoch: Mapped[int] = mapped_column(Integer, default=0)

    __table_args__ = (CheckConstraint("epoch >= recorded_epoch", name="what_is_recorded_happened"),)


class Heartbeat(Base):
    """When any process of a kind was last seen awake."""

    __tablename__ = "heartbeats"

    name: Mapped[str] = mapped_column(String(32), primary_key=True)
    seen_at: Mapped[datetime]
