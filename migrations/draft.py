"""Writes the next migration: ``python -m migrations.draft "what changes"``.

Compares the tables of all rooms with a database that stands at the newest migration, and adds the
append-only triggers of new tables, which alembic does not see.  Read the draft before you keep it.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from alembic import command
from alembic.script import Script, ScriptDirectory
from sqlalchemy import MetaData, create_engine, inspect

from auction.kernel.tables import append_only_statements
from migrations.schema import config_for, upgrade, whole_metadata

DIALECTS = ("sqlite", "postgresql")


def draft(message: str) -> str:
    """Write the migration file and return its path."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{folder}/newest.sqlite"
        upgrade(url)
        engine = create_engine(url)
        before = set(inspect(engine).get_table_names())
        engine.dispose()
        config = config_for(url)
        revision = command.revision(
            config, message, autogenerate=True, rev_id=_next_number(ScriptDirectory.from_config(config))
        )
    assert isinstance(revision, Script), "one draft at a time"
    path = Path(revision.path)
    path.write_text(_with_triggers(path.read_text(), _append_only_tables(whole_metadata(), before)))
    return str(path)


def _next_number(scripts: ScriptDirectory) -> str:
    head = scripts.get_current_head()
    return f"{int(head or 0) + 1:04d}"


def _append_only_tables(metadata: MetaData, before: set[str]) -> list[str]:
    marked = [table.name for table in metadata.sorted_tables if table.info.get("append_only")]
    return [name for name in marked if name not in before]


def _with_triggers(source: str, tables: list[str]) -> str:
    if not tables:
        return source
    statements = {
        dialect: [s for table in tables for s in append_only_statements(table, dialect)]
        for dialect in DIALECTS
    }
    lines = ["NEVER_CHANGED = {"]
    for dialect, texts in statements.items():
        lines += [f"    {dialect!r}: (", *(f"        {text!r}," for text in texts), "    ),"]
    lines.append("}")
    body = (
        "    for statement in NEVER_CHANGED[op.get_context().dialect.name]:\n        op.execute(statement)\n"
    )
    source = source.replace("\n\ndef upgrade()", "\n" + "\n".join(lines) + "\n\n\ndef upgrade()", 1)
    return re.sub(r"(\n\n\ndef downgrade)", "\n" + body.rstrip("\n") + r"\1", source, count=1)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not sys.argv[1].strip():
        raise SystemExit('say what changes: make migration NAME="rounds know their hall"')
    print(draft(sys.argv[1].strip()))
