"""However many transfers there are, the first page of a statement is found by an index."""

from __future__ import annotations

import pytest

from auction.kernel.world import World
from auction.ledger.accounts import Kind
from auction.ledger.statement import Scope
from auction.reports.money import store
from auction.reports.money.moment import Period
from auction.reports.money.store import Books
from auction.settlement import store as settlement
from tests.support.queries import plans
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
    found = plans(sqlite_world, "transfers", lambda tx: store.statement_page(tx, scope, period, limit=50))

    assert found
    assert [step for step in found if step.startswith("SCAN transfers")] == []


def test_what_one_court_has_is_summed_without_reading_what_others_have(sqlite_world: World) -> None:
    for ask in (
        lambda tx: store.trial_rows(tx, Books("CNY", "c1")),
        lambda tx: store.accounts_of(tx, Books("CNY", "c1"), Kind.DEPOSIT),
        lambda tx: settlement.purpose_sums(tx, "c1", "CNY"),
        lambda tx: settlement.held_by(tx, "c1", "CNY"),
    ):
        found = plans(sqlite_world, "transfers", ask)

        assert found
        assert [step for step in found if step.startswith("SCAN transfers")] == []
