"""The migrations lead, in one line, to exactly the tables that the rooms describe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text

from auction.kernel.database import Database
from auction.kernel.tables import append_only_statements
from migrations.schema import config_for, is_described, upgrade, whole_metadata
from tests.support import postgres

POSTGRESQL_SCHEMA = """
    SELECT conrelid::regclass || ': ' || conname || ' ' || pg_get_constraintdef(oid)
      FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
    UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
    UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
    UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', table_name, column_name, data_type, character_maximum_length,
                               is_nullable, is_identity, column_default)
      FROM information_schema.columns WHERE table_schema = 'public'
"""
# A table may have been changed in place or built anew, so its text is not compared, but what it means.
SQLITE_SCHEMA = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"
SQLITE_COLUMNS = """
    SELECT tables.name, columns.name, columns.type, columns."notnull", columns.dflt_value, columns.pk
      FROM sqlite_master AS tables, pragma_table_xinfo(tables.name) AS columns WHERE tables.type = 'table'
"""
SQLITE_KEYS = """
    SELECT tables.name, keys."from", keys."table", keys."to", keys.seq, keys.on_update, keys.on_delete
      FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys WHERE tables.type = 'table'
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def engines(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Engine, Engine]]:
    """Give a database that was migrated, and one that was made from the tables at once."""
    if request.param == "sqlite":
        yield from _two(f"sqlite:///{tmp_path}/migrated", f"sqlite:///{tmp_path}/made")
    else:
        request.getfixturevalue("postgresql_template")
        with postgres.empty_database() as migrated, postgres.empty_database() as made:
            yield from _two(migrated, made)


def _two(migrated: str, made: str) -> Iterator[tuple[Engine, Engine]]:
    upgrade(migrated)
    database = Database(made)
    whole_metadata().create_all(database.engine)
    database.dispose()
    engines = create_engine(migrated), create_engine(made)
    yield engines
    for engine in engines:
        engine.dispose()


def schema_of(connection: Connection) -> set[str]:
    """Return what a database says of its columns, constraints, indexes and triggers, in any order."""
    if connection.dialect.name == "postgresql":
        lines = set(connection.scalars(text(POSTGRESQL_SCHEMA)))
    else:
        lines = {
            line for name, sql in connection.execute(text(SQLITE_SCHEMA)) for line in _lines_of(name, sql)
        }
        for query in (SQLITE_COLUMNS, SQLITE_KEYS):
            lines |= {" ".join(map(str, row)) for row in connection.execute(text(query))}
    return {line for line in lines if "alembic_version" not in line}


def _lines_of(name: str, sql: str) -> Iterator[str]:
    plain = " ".join(sql.replace('"', "").split())
    if not plain.startswith("CREATE TABLE"):
        yield plain
    for found in re.finditer(r"CONSTRAINT \w+ (?:CHECK|UNIQUE|PRIMARY KEY) (?=\()", plain):
        yield f"{name}: {found.group()}{_bracketed(plain[found.end() :])}"


def _bracketed(text: str) -> str:
    depth = 0
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth == 0:
            return text[: place + 1]
    raise AssertionError("a bracket is open")


def test_there_is_one_head() -> None:
    assert len(ScriptDirectory.from_config(config_for("")).get_heads()) == 1


def test_migrations_are_numbered_in_one_line() -> None:
    scripts = list(ScriptDirectory.from_config(config_for("")).walk_revisions())[::-1]

    assert [script.revision for script in scripts] == [f"{n:04d}" for n in range(1, len(scripts) + 1)]


def test_a_migrated_database_is_what_the_tables_describe(engines: tuple[Engine, Engine]) -> None:
    with engines[0].connect() as migrated, engines[1].connect() as made:
        assert schema_of(migrated) == schema_of(made)
        context = MigrationContext.configure(migrated, opts={"include_name": is_described})
        assert compare_metadata(context, whole_metadata()) == []


def test_what_is_recorded_is_guarded_by_triggers(engines: tuple[Engine, Engine]) -> None:
    marked = [name for name, table in whole_metadata().tables.items() if table.info.get("append_only")]

    with engines[0].connect() as migrated:
        schema = " ".join(schema_of(migrated))

    assert {"bids", "entries", "notices", "payments", "rounds", "transfers"} <= set(marked)
    for table in marked:
        for statement in append_only_statements(table, migrated.dialect.name):
            name = re.search(r"(?:TRIGGER|FUNCTION) (\w+)", statement)
            assert name is not None
            assert name.group(1) in schema


@pytest.mark.parametrize(
    "planted",
    [
        "ALTER TABLE leases ADD COLUMN planted INTEGER",
        "CREATE INDEX planted ON leases (holder)",
        "DROP TRIGGER {trigger}",
        "DROP INDEX ix_entries_at",
    ],
)
def test_a_planted_difference_is_seen(engines: tuple[Engine, Engine], planted: str) -> None:
    with engines[0].begin() as migrated:
        is_sqlite = migrated.dialect.name == "sqlite"
        trigger = "bids_no_update" if is_sqlite else "bids_append_only ON bids"
        migrated.execute(text(planted.format(trigger=trigger)))

    with engines[0].connect() as migrated, engines[1].connect() as made:
        assert schema_of(migrated) != schema_of(made)


def test_migrating_twice_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/twice"

    upgrade(url)
    upgrade(url)

    engine = create_engine(url)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM alembic_version")) == 1
    engine.dispose()
