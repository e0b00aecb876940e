"""What was listed before the catalogue was searched is found in it after the migration."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import orjson
import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, create_engine, insert

from auction.kernel.database import Database
from listings.catalogue import store
from listings.listing import Status, Wish
from migrations.schema import config_for, upgrade
from tests.support import postgres

AT = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
BEFORE = "0010"
# States of the boards of the lots that were listed, with the status that a visitor finds each by.
BOARDS = {
    "SCHEDULED": Status.UPCOMING,
    "OPEN": Status.OPEN,
    "PAID": Status.SOLD,
    "WITHDRAWN": Status.WITHDRAWN,
}


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Give an empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/before"
        return
    request.getfixturevalue("postgresql_template")
    with postgres.empty_database() as address:
        yield address


def test_what_was_listed_before_is_found_after(url: str) -> None:
    command.upgrade(config_for(url), BEFORE)
    _list_as_before(url)

    upgrade(url)

    database = Database(url)
    with database.reading() as tx:
        lines = store.find(tx, Wish(words="房产"))
        assert sorted(line.lot_id for line in lines) == sorted(f"lot {state}" for state in BOARDS)
        for state, status in BOARDS.items():
            found = store.find(tx, Wish(chosen={"status": (status.value,), "region": ("浙江省杭州市",)}))
            assert [(line.lot_id, line.discount) for line in found] == [(f"lot {state}", 30)]
        assert store.find(tx, Wish(words="flat"))[0].published_at == AT
    database.dispose()


def _list_as_before(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        tables = MetaData()
        tables.reflect(connection)
        court = {"name": "Maple Court", "time_zone": "Asia/Shanghai", "currency": "CNY"}
        _put(connection, tables, "courts", id="court", **court)
        _put(connection, tables, "cases", id="case", court_id="court", case_number="(2026) 1")
        for state in BOARDS:
            _list_one(connection, tables, state)
    engine.dispose()


def _list_one(connection: Connection, tables: MetaData, state: str) -> None:
    ids = {"lot_id": f"lot {state}", "court_id": "court", "case_id": "case"}
    times = {"opens_at": AT + timedelta(days=31), "closes_at": AT + timedelta(days=32)}
    round_id, body = f"round {state}", orjson.dumps({"reference_price_minor": 10_000}).decode()
    _put(connection, tables, "lots", id=ids["lot_id"], court_id="court", case_id="case", state="PUBLISHED")
    terms = {"starting_price_minor": 7_000, "increment_minor": 1, "deposit_minor": 1}
    _put(connection, tables, "rounds", id=round_id, kind="FIRST", currency="CNY", **ids, **times, **terms)
    _put(connection, tables, "boards", round_id=round_id, state=state, **ids, **times)
    shown = {"round_id": round_id, "body": body, "title": "Flat", "place": "浙江省杭州市西湖区", "version": 1}
    shown |= {"asset_class": "IMMOVABLE", "notice_version": 1, "published_by": "second person"}
    _put(connection, tables, "notices", **ids, **shown)
    _put(connection, tables, "listings", search_text="flat 房产", **ids, **shown)


def _put(connection: Connection, tables: MetaData, to: str, **given: object) -> None:
    """Insert a row, with something in every column that must have something."""
    table, values = tables.tables[to], dict[str, object]()
    for column in table.columns:
        if column.name in given:
            values[column.name] = given[column.name]
        elif not column.nullable:
            kind = column.type.python_type
            values[column.name] = AT if kind is datetime else 1 if kind is int else "FIRST"
    connection.execute(insert(table).values(values))
