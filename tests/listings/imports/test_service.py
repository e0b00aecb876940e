"""Taking lists in on both databases: drafts, refusals, nothing twice, nothing lost."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from auction.audit.tables import Entry
from auction.cases import service as cases
from auction.cases.tables import Case, Court
from auction.kernel.ids import new_id
from auction.rules.rule_sets import rule_set
from listings.imports import service, store
from listings.imports.judge import judge_rows
from listings.imports.mapping import KR_COURT_LIST
from listings.imports.service import Run
from listings.imports.store import RowsWish
from listings.tables import Asset, Lot
from listings.violation import parse_violations
from tests.support.cases import make_court
from tests.support.imports import make_row

RULES = rule_set("cn-2016-18")
ROWS = (
    {},
    {"item_no": "2", "minimum_price_krw": "1"},
    {"item_no": "3", "minimum_price_krw": "NaN"},
    {"court": "Hill Court"},
    {"court": "Hill Court"},
)


def _take(world, *cells, chunk_rows=2):
    run = Run(new_id(), KR_COURT_LIST, RULES.id, RULES.version, new_id)
    rows = [make_row(number, **wish) for number, wish in enumerate(cells, 1)]
    judged = list(judge_rows(rows, mapping=KR_COURT_LIST, rules=RULES))
    at = world.clock.now()
    with world.database.transaction() as tx:
        service.begin(tx, run=run, file_name="list.csv", file_hash="0" * 64, byte_count=1, at=at)
    for start in range(0, len(judged), chunk_rows):
        with world.database.transaction() as tx:
            service.take(tx, run=run, chunk=judged[start : start + chunk_rows], at=at)
    with world.database.transaction() as tx:
        service.finish(tx, run=run, at=at)
    return run


def _sizes(world):
    with world.database.reading() as tx:
        return [
            tx.scalar(select(func.count()).select_from(table)) for table in (Court, Case, Lot, Asset, Entry)
        ]


def _rows(world, run, **wish):
    with world.database.reading() as tx:
        return store.rows(tx, RowsWish(run.id, **wish))


def test_every_row_ends_in_exactly_one_result(world):
    run = _take(world, *ROWS)

    assert [row.result for row in _rows(world, run)] == [
        "DRAFT",
        "DRAFT_WITH_VIOLATIONS",
        "REFUSED",
        "DRAFT",
        "REFUSED",
    ]
    with world.database.reading() as tx:
        counts = store.counts(tx, RowsWish(run.id))
        assert counts == {"DRAFT": 2, "DRAFT_WITH_VIOLATIONS": 1, "REFUSED": 2}
        assert sorted(store.reasons(tx, RowsWish(run.id))) == [
            ("DRAFT_WITH_VIOLATIONS", "price_below_floor", 1),
            ("REFUSED", "row_key_repeated", 1),
            ("REFUSED", "row_price_malformed", 1),
        ]


def test_a_draft_carries_what_its_source_says(world):
    _take(world, {"failed_rounds": "1", "minimum_price_krw": "500000", "tags": "유찰1회|유치권"})

    with world.database.reading() as tx:
        lot, asset = tx.scalars(select(Lot)).one(), tx.scalars(select(Asset)).one()
    assert (lot.state, lot.rule_set, lot.title) == ("DRAFT", "cn-2016-18", "아파트 · 12 Quay Road")
    assert json.loads(lot.fields)["starting_price"] == "500000"
    assert (asset.reference_price_minor, asset.currency, asset.known_defects) == (1_000_000, "KRW", "유치권")
    assert [violation.rule for violation in parse_violations(lot.violations)] == ["R-69"]


def test_courts_and_cases_are_registered_and_recorded_once(world):
    _take(world, *ROWS)

    assert _sizes(world) == [2, 2, 3, 3, 4]
    with world.database.reading() as tx:
        court = tx.scalars(select(Court).where(Court.name == "Hill Court")).one()
        kinds = list(tx.scalars(select(Entry.kind).order_by(Entry.kind)))
    assert (court.time_zone, court.currency) == ("Asia/Seoul", "KRW")
    assert kinds == ["case.registered"] * 2 + ["court.registered"] * 2


def test_a_second_import_changes_nothing_and_says_so(world):
    first = _take(world, *ROWS)
    before = _sizes(world)

    second = _take(world, *ROWS)

    assert _sizes(world) == before
    assert [row.is_known for row in _rows(world, second)] == [True, True, False, True, False]
    told = [[(row.result, row.reason, row.lot_id) for row in _rows(world, run)] for run in (first, second)]
    assert told[0] == told[1]


def test_a_changed_row_leaves_the_draft_as_the_court_knows_it(world):
    _take(world, {})

    run = _take(world, {"minimum_price_krw": "900000"}, {"item_no": "2"})

    assert [row.is_known for row in _rows(world, run)] == [True, False]
    with world.database.reading() as tx:
        prices = {json.loads(fields)["starting_price"] for fields in tx.scalars(select(Lot.fields))}
    assert prices == {"700000"}


def test_a_registered_court_is_used_as_it_is(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx, name="Harbour Court", currency="KRW", time_zone="Asia/Seoul")
        cases.register_cases(
            tx, court_id=court_id, cases={"c1": cases.NewCase("2026-1")}, at=world.clock.now()
        )

    _take(world, {}, {"item_no": "2"})

    with world.database.reading() as tx:
        assert {(lot.court_id, lot.case_id) for lot in tx.scalars(select(Lot))} == {(court_id, "c1")}


def test_a_court_of_another_currency_takes_no_row_and_the_others_do(world):
    with world.database.transaction() as tx:
        make_court(tx, name="Harbour Court", currency="CNY")

    run = _take(world, {}, {"court": "Hill Court"})

    assert [row.reason for row in _rows(world, run)] == ["row_currency_differs", ""]


def test_a_court_finds_its_own_rows_only(world):
    run = _take(world, *ROWS)

    assert [row.number for row in _rows(world, run, court_name="Hill Court")] == [4, 5]
    assert [row.number for row in _rows(world, run, court_name="Harbour Court", result="REFUSED")] == [3]
    with world.database.reading() as tx:
        assert store.run(tx, run.id, "Hill Court").id == run.id
        assert store.run(tx, run.id, "Lake Court") is None
        assert store.runs(tx, "Lake Court") == []
        assert store.runs(tx, "Hill Court")[0].counts == {"DRAFT": 1, "REFUSED": 1}


@pytest.mark.parametrize("chunk_rows", [1, 5])
def test_the_size_of_chunks_does_not_matter(world, chunk_rows):
    run = _take(world, *ROWS, chunk_rows=chunk_rows)

    assert [row.reason for row in _rows(world, run)] == [
        "",
        "price_below_floor",
        "row_price_malformed",
        "",
        "row_key_repeated",
    ]
