"""However many transfers there are, the first page of a statement is found by an index."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import event

from auction.kernel.world import World
from auction.ledger.statement import Scope
from auction.reports.money import store
from auction.reports.money.moment import Period
from tests.support.rounds import CLOSES_AT


@pytest.mark.parametrize(
    "scope",
    [
        Scope("CNY", account_ids=("gateway:paper:CNY",)),
        Scope("CNY", court_id="c1"),
        Scope("CNY", case_id="k1"),
        Scope("CNY", round_id="r1"),
    ],
    ids=["account", "court", "case", "round"],
)
@pytest.mark.parametrize(
    "period", [Period(), Period(since=CLOSES_AT)], ids=["from the beginning", "from a day"]
)
def test_no_statement_reads_all_transfers(sqlite_world: World, scope: Scope, period: Period) -> None:
    asked: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_others: Any) -> None:
        asked.append((statement, parameters))

    event.listen(sqlite_world.database.engine, "before_cursor_execute", note)
    with sqlite_world.database.reading() as tx:
        store.statement_page(tx, scope, period, limit=50)
    event.remove(sqlite_world.database.engine, "before_cursor_execute", note)
    selects = [each for each in asked if "transfers" in each[0]]

    assert selects
    with sqlite_world.database.reading() as tx:
        for statement, parameters in selects:
            plan = tx.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            assert [row[3] for row in plan if row[3].startswith("SCAN transfers")] == []
