"""Finding refused rows, and what was written instead of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from listings.imports.mending import store
from listings.imports.mending.form import Said
from listings.imports.store import RowsWish
from tests.support.imports import make_cells, take_rows

AT = datetime(2026, 3, 1, tzinfo=UTC)
ROWS = (
    {"item_no": "1", "minimum_price_krw": "?"},
    {"item_no": "2"},
    {"item_no": "3", "property_type": "ship", "court": "Hill Court"},
    {"item_no": "4", "minimum_price_krw": "?"},
)


@pytest.fixture
def run_id(world):
    return take_rows(world, *ROWS).id


def _write(tx, row, number, text):
    mending = {
        "run_id": row.run_id,
        "row_number": row.number,
        "number": number,
        "cells": f'{{"title": "{text}"}}',
        "asset_class": "",
        "reason": row.reason,
        "mended_by": "c" * 32,
    }
    store.insert_mendings(tx, [{**mending, "mended_at": AT}])
    store.update_row(tx, row, title=text)


def test_a_row_is_found_within_its_court(world, run_id):
    with world.database.transaction() as tx:
        for find in (store.row, store.lock_row):
            assert find(tx, RowsWish(run_id), 3).number == 3
            assert find(tx, RowsWish(run_id, "Hill Court"), 3).number == 3
            assert find(tx, RowsWish(run_id, "Harbour Court"), 3) is None
            assert find(tx, RowsWish("0" * 32), 3) is None


def test_rows_are_counted_and_locked_in_their_order(world, run_id):
    wish = RowsWish(run_id, result="REFUSED")

    with world.database.transaction() as tx:
        assert store.count(tx, wish) == 3
        assert [row.number for row in store.lock_rows(tx, wish, after=0, rows_max=2)] == [1, 3]
        assert [row.number for row in store.lock_rows(tx, wish, after=1, rows_max=9)] == [3, 4]


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("after", "following"), [(0, 1), (1, 3), (3, 4), (4, 1)])
def test_behind_the_last_row_to_mend_comes_the_first(world, run_id, after, following):
    with world.database.reading() as tx:
        assert store.next_number(tx, RowsWish(run_id, result="REFUSED"), after) == following
        assert store.next_number(tx, RowsWish(run_id, reason="row_not_csv"), after) is None


def test_a_row_says_what_was_written_last(world, run_id):
    with world.database.transaction() as tx:
        for number, text in ((1, "first"), (2, "second")):
            _write(tx, store.lock_row(tx, RowsWish(run_id), 1), number, text)

    with world.database.reading() as tx:
        rows = [store.row(tx, RowsWish(run_id), number) for number in (1, 4)]
        assert store.said_now(tx, rows) == {1: Said({"title": "second"}), 4: Said(make_cells(**ROWS[3]))}
        assert [mending.number for mending in store.mendings_of(tx, run_id, 1)] == [1, 2]
        assert (rows[0].mended_count, rows[0].title) == (2, "second")
        assert store.said_now(tx, []) == {}
