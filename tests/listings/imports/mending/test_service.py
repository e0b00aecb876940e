"""Mended rows are taken in again, and what the file said stays known."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from auction.cases.tables import Court
from auction.kernel.ids import new_id
from listings.imports import service as imports
from listings.imports import store as imports_store
from listings.imports.jobs import take_uploads
from listings.imports.mending import service, store
from listings.imports.mending.form import Change, Said
from listings.imports.store import RowsWish
from listings.imports.tables import ImportMending, ImportRow
from listings.tables import Asset, Lot
from tests.support.cases import make_court
from tests.support.imports import HEADER, make_cells, make_house_cells, make_house_list, make_line, upload

BY = "c" * 32


@pytest.fixture
def run_id(world):
    """Give an upload of the East Court of which five rows are refused."""
    with world.database.transaction() as tx:
        court_id = make_court(tx, name="East Court")
    rows = (
        {},
        {"asset_class": "ship"},
        {"asset_class": "ship", "reference_price": "?"},
        {"asset_class": "kite"},
        {"asset_class": "ship"},
        {"asset_class": "ship", "lot_number": "1"},
    )
    run_id = upload(world, make_house_list(*rows), court_id=court_id)
    while take_uploads(world):
        pass
    return run_id


def _run(tx, run_id, own_court=""):
    return imports.open_run(tx, imports_store.find_run(tx, run_id), make_id=new_id, own_court=own_court)


def _mend(world, run_id, number, *, seen=0, own_court="", chosen="", **cells):
    with world.database.transaction() as tx:
        row = store.lock_row(tx, RowsWish(run_id), number)
        said = store.said_now(tx, [row])[number]
        refusals = service.mend(
            tx,
            run=_run(tx, run_id, own_court),
            row=row,
            said=Said({**said.cells, **cells}, chosen or said.asset_class),
            seen=seen,
            by=BY,
            at=world.clock.now(),
        )
    return [str(refusal.reason) for refusal in refusals]


def _mend_all(world, run_id, change, *, after=0, rows_max=100, text="ship"):
    wish = RowsWish(run_id, "", "REFUSED", "row_property_type_unknown", "asset_class", text)
    with world.database.transaction() as tx:
        planned = service.preview(tx, run=_run(tx, run_id), wish=wish, change=change, rows_max=rows_max)
    with world.database.transaction() as tx:
        done = service.mend_all(
            tx,
            run=_run(tx, run_id),
            wish=wish,
            change=change,
            after=after,
            rows_max=rows_max,
            by=BY,
            at=world.clock.now(),
        )
    return planned, done


def _rows(world, run_id):
    with world.database.reading() as tx:
        return imports_store.rows(tx, RowsWish(run_id))


def _count(world, table):
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(table))


def test_a_mended_row_is_a_draft_as_if_the_file_had_said_so(world, run_id):
    assert _mend(world, run_id, 2, chosen="MOVABLE", title="A ship") == []

    row = _rows(world, run_id)[1]
    with world.database.reading() as tx:
        lot, asset = tx.get_one(Lot, row.lot_id), tx.scalars(select(Asset).filter_by(lot_id=row.lot_id)).one()
    assert (row.result, row.reason, row.refusals, row.mended_count) == ("DRAFT", "", "[]", 1)
    assert (row.wrong_column, row.wrong_text, row.title) == ("", "", "A ship")
    assert (lot.title, lot.created_by, lot.source_key) == ("A ship", BY, row.source_key)
    assert (asset.asset_class, asset.reference_price_minor) == ("MOVABLE", 102_000_000)


def test_what_the_file_said_and_who_wrote_what_instead_stays(world, run_id):
    before = _rows(world, run_id)[1].cells
    _mend(world, run_id, 2, chosen="MOVABLE")

    assert _rows(world, run_id)[1].cells == before
    assert json.loads(before)["asset_class"] == "ship"
    with world.database.reading() as tx:
        (mending,) = store.mendings_of(tx, run_id, 2)
    assert json.loads(mending.cells) == make_house_cells(asset_class="ship", lot_number="2")
    assert (mending.number, mending.asset_class, mending.reason) == (
        1,
        "MOVABLE",
        "row_property_type_unknown",
    )
    assert (mending.mended_by, mending.mended_at) == (BY, world.clock.now())


@pytest.mark.parametrize(
    "statement", ["UPDATE import_mendings SET cells = ''", "DELETE FROM import_mendings"]
)
def test_a_mending_never_changes(world, run_id, statement):
    _mend(world, run_id, 2, chosen="MOVABLE")

    with pytest.raises(DBAPIError, match="never changed"), world.database.transaction() as tx:
        tx.connection().exec_driver_sql(statement)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("number", "cells", "reasons"),
    [
        (2, {"asset_class": "boat"}, ["row_property_type_unknown"]),
        (3, {"asset_class": "movable"}, ["row_price_malformed"]),
        (3, {"asset_class": "boat"}, ["row_price_malformed", "row_property_type_unknown"]),
        (2, {"asset_class": "movable", "lot_number": "1"}, ["row_key_repeated"]),
        (2, {"asset_class": "movable", "court": "West Court"}, ["row_court_of_others"]),
        (1, {}, ["row_not_refused"]),
    ],
)
def test_what_still_cannot_stand_changes_nothing(world, run_id, number, cells, reasons):
    before = [vars(row) for row in _rows(world, run_id)]

    assert _mend(world, run_id, number, **cells) == reasons

    for row, old in zip(_rows(world, run_id), before, strict=True):
        assert {name: vars(row)[name] for name in old if name[0] != "_"} == {
            name: value for name, value in old.items() if name[0] != "_"
        }
    assert (_count(world, Lot), _count(world, ImportMending)) == (1, 0)


def test_a_row_that_somebody_else_mended_is_not_mended_again(world, run_id):
    assert _mend(world, run_id, 2, seen=1, chosen="MOVABLE") == ["row_changed_meanwhile"]
    assert _mend(world, run_id, 2, chosen="MOVABLE") == []
    assert _mend(world, run_id, 2, chosen="MOVABLE") == ["row_not_refused"]


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_violation_makes_a_draft_that_says_so(world, run_id):
    _mend(world, run_id, 2, chosen="MOVABLE", deposit="1")

    row = _rows(world, run_id)[1]
    assert (row.result, row.reason) == ("DRAFT_WITH_VIOLATIONS", "deposit_too_small")
    assert row.lot_id


def test_one_class_mends_all_rows_of_a_word(world, run_id):
    planned, done = _mend_all(world, run_id, Change("asset_class", asset_class="MOVABLE"))

    assert planned == done
    assert done.results == {"DRAFT": 2, "REFUSED": 1}
    assert (done.touched, done.unfit, done.last) == (3, 0, 6)
    rows = _rows(world, run_id)
    assert [(row.result, row.reason, row.mended_count) for row in rows] == [
        ("DRAFT", "", 0),
        ("DRAFT", "", 1),
        ("REFUSED", "row_price_malformed", 0),
        ("REFUSED", "row_property_type_unknown", 0),
        ("DRAFT", "", 1),
        ("REFUSED", "row_key_repeated", 1),
    ]


def test_a_row_goes_from_one_fault_to_the_next_with_all_that_was_written(world, run_id):
    _mend_all(world, run_id, Change("asset_class", asset_class="MOVABLE"))

    assert _mend(world, run_id, 6, seen=1, lot_number="6") == []

    with world.database.reading() as tx:
        mendings = store.mendings_of(tx, run_id, 6)
    assert [(m.number, m.asset_class, m.reason) for m in mendings] == [
        (1, "MOVABLE", "row_property_type_unknown"),
        (2, "MOVABLE", "row_key_repeated"),
    ]
    assert json.loads(_rows(world, run_id)[5].cells)["lot_number"] == "1"


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_what_fits_no_row_changes_none(world, run_id):
    planned, done = _mend_all(world, run_id, Change("asset_class", "boat"))

    assert planned == done
    assert (done.touched, done.unfit) == (0, 3)
    assert done.refusal.reason == "row_property_type_unknown"
    assert (_count(world, Lot), _count(world, ImportMending)) == (1, 0)


def test_many_rows_are_mended_in_parts(world, run_id):
    change = Change("asset_class", "movable")

    _, first = _mend_all(world, run_id, change, rows_max=1)
    _, second = _mend_all(world, run_id, change, after=first.last, rows_max=1)
    _, third = _mend_all(world, run_id, change, after=second.last, rows_max=1)
    _, last = _mend_all(world, run_id, change, after=third.last, rows_max=1)

    assert [(part.touched, part.last) for part in (first, second, third, last)] == [
        (1, 2), (1, 5), (1, 6), (0, 0),
    ]  # fmt: skip


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_only_the_operator_founds_a_court_by_mending(world):
    body = f"{HEADER}\n{make_line(court='미정')}{make_line(item_no='2', court='미정')}".encode()
    run_id = upload(world, body, mapping="kr-court-list")
    take_uploads(world)
    with world.database.transaction() as tx:
        make_court(tx, name="Harbour Court", currency="KRW", time_zone="Asia/Seoul")

    assert _mend(world, run_id, 1, own_court="Harbour Court", **make_cells(court="Hill Court")) == [
        "row_court_of_others"
    ]
    assert _mend(world, run_id, 1, own_court="Harbour Court", **make_cells()) == []
    assert _count(world, Court) == 1
    assert _mend(world, run_id, 2, court="Hill Court") == []

    with world.database.reading() as tx:
        assert set(tx.scalars(select(Court.name))) == {"Harbour Court", "Hill Court"}
        assert set(tx.scalars(select(ImportRow.court_name))) == {"Harbour Court", "Hill Court"}
