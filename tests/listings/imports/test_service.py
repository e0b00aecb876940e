"""Taking lists in on both databases: drafts, refusals, nothing twice, nothing lost."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select

from auction.audit.tables import Entry
from auction.cases import service as cases
from auction.cases.tables import Case, Court
from listings.imports import store
from listings.imports.store import RowsWish
from listings.tables import Asset, Lot
from listings.violation import parse_violations
from tests.support.cases import make_court
from tests.support.imports import take_rows

ROWS = (
    {},
    {"item_no": "2", "minimum_price_krw": "1"},
    {"item_no": "3", "minimum_price_krw": "NaN"},
    {"court": "Hill Court"},
    {"court": "Hill Court"},
)


def _sizes(world):
    with world.database.reading() as tx:
        return [
            tx.scalar(select(func.count()).select_from(table)) for table in (Court, Case, Lot, Asset, Entry)
        ]


def _rows(world, run, **wish):
    with world.database.reading() as tx:
        return store.rows(tx, RowsWish(run.id, **wish))


def test_every_row_ends_in_exactly_one_result(world):
    run = take_rows(world, *ROWS)

    assert [row.result for row in _rows(world, run)] == [
        "DRAFT",
        "DRAFT_WITH_VIOLATIONS",
        "REFUSED",
        "DRAFT",
        "REFUSED",
    ]


def test_a_draft_carries_what_its_source_says(world):
    take_rows(world, {"failed_rounds": "1", "minimum_price_krw": "500000", "tags": "유찰1회|유치권"})

    with world.database.reading() as tx:
        lot, asset = tx.scalars(select(Lot)).one(), tx.scalars(select(Asset)).one()
    assert (lot.state, lot.rule_set, lot.title) == ("DRAFT", "cn-2016-18", "아파트 · 12 Quay Road")
    assert json.loads(lot.fields)["starting_price"] == "500000"
    assert (asset.reference_price_minor, asset.currency, asset.known_defects) == (1_000_000, "KRW", "유치권")
    assert [violation.rule for violation in parse_violations(lot.violations)] == ["R-69"]


def test_courts_and_cases_are_registered_and_recorded_once(world):
    take_rows(world, *ROWS)

    assert _sizes(world) == [2, 2, 3, 3, 4]
    with world.database.reading() as tx:
        court = tx.scalars(select(Court).where(Court.name == "Hill Court")).one()
        kinds = list(tx.scalars(select(Entry.kind).order_by(Entry.kind)))
    assert (court.time_zone, court.currency) == ("Asia/Seoul", "KRW")
    assert kinds == ["case.registered"] * 2 + ["court.registered"] * 2


def test_a_second_import_changes_nothing_and_says_so(world):
    first = take_rows(world, *ROWS)
    before = _sizes(world)

    second = take_rows(world, *ROWS)

    assert _sizes(world) == before
    assert [row.is_known for row in _rows(world, second)] == [True, True, False, True, False]
    told = [[(row.result, row.reason, row.lot_id) for row in _rows(world, run)] for run in (first, second)]
    assert told[0] == told[1]


def test_a_changed_row_leaves_the_draft_as_the_court_knows_it(world):
    take_rows(world, {})

    run = take_rows(world, {"minimum_price_krw": "900000"}, {"item_no": "2"})

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

    take_rows(world, {}, {"item_no": "2"})

    with world.database.reading() as tx:
        assert {(lot.court_id, lot.case_id) for lot in tx.scalars(select(Lot))} == {(court_id, "c1")}


def test_a_court_of_another_currency_takes_no_row_and_the_others_do(world):
    with world.database.transaction() as tx:
        make_court(tx, name="Harbour Court", currency="CNY")

    run = take_rows(world, {}, {"court": "Hill Court"})

    assert [row.reason for row in _rows(world, run)] == ["row_currency_differs", ""]


@pytest.mark.parametrize("chunk_rows", [1, 5])
def test_the_size_of_chunks_does_not_matter(world, chunk_rows):
    run = take_rows(world, *ROWS, chunk_rows=chunk_rows)

    assert [row.reason for row in _rows(world, run)] == [
        "",
        "price_below_floor",
        "row_price_malformed",
        "",
        "row_key_repeated",
    ]
