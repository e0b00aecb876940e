"""Runs migrations: alembic imports this file for every command."""

from __future__ import annotations

from typing import Any

from alembic import context
from sqlalchemy import event

from auction.kernel.database import Database
from auction.kernel.settings import read_settings
from auction.kernel.tables import UtcDateTime
from migrations.schema import is_described, whole_metadata


def database() -> Database:
    """Open the database that the caller or else the settings name."""
    url = context.config.attributes.get("url")
    if url is None:
        settings = read_settings()
        settings.instance_dir.mkdir(parents=True, exist_ok=True)
        url = settings.sqlalchemy_url
    opened = Database(url)
    if opened.is_sqlite:
        # A changed table is rebuilt and its old form dropped, which foreign keys would forbid.
        event.listen(opened.engine, "connect", lambda raw, _record: raw.execute("PRAGMA foreign_keys=OFF"))
    return opened


def render_item(kind: str, value: object, _context: Any) -> str | bool:
    """Write our times as plain ones, so that a migration never depends on today's code."""
    if kind == "type" and isinstance(value, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Run the command in one transaction: a migration happens whole or not at all."""
    opened = database()
    with opened.engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=whole_metadata(),
            render_item=render_item,
            include_name=is_described,
            render_as_batch=True,
            compare_type=True,
            compare_server_default=True,
            transactional_ddl=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    opened.dispose()


run()
