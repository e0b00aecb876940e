"""Finding runs and rows: of one court, of one result, in pages, with sums that add up."""

from __future__ import annotations

import pytest

from listings.imports import store
from listings.imports.store import RowsWish
from tests.support.imports import take_rows

ROWS = (
    {},
    {"item_no": "2", "minimum_price_krw": "1"},
    {"item_no": "3", "minimum_price_krw": "NaN"},
    {"court": "Hill Court"},
    {"court": "Hill Court"},
)


@pytest.fixture
def run_id(world):
    return take_rows(world, *ROWS).id


def _numbers(world, wish, **page):
    with world.database.reading() as tx:
        return [row.number for row in store.rows(tx, wish, **page)]


def test_sums_count_every_row_once(world, run_id):
    with world.database.reading() as tx:
        sums = store.sums(tx, RowsWish(run_id))

    assert sums.counts == {"DRAFT": 2, "DRAFT_WITH_VIOLATIONS": 1, "REFUSED": 2}
    assert (sums.total, sums.known) == (5, 0)
    assert sums.reasons == [
        ("DRAFT_WITH_VIOLATIONS", "price_below_floor", 1),
        ("REFUSED", "row_key_repeated", 1),
        ("REFUSED", "row_price_malformed", 1),
    ]


def test_what_was_known_is_counted(world, run_id):
    again = take_rows(world, *ROWS)

    with world.database.reading() as tx:
        assert store.sums(tx, RowsWish(again.id)).known == 3


@pytest.mark.parametrize(
    ("wish", "numbers"),
    [
        ({}, [1, 2, 3, 4, 5]),
        ({"court_name": "Hill Court"}, [4, 5]),
        ({"court_name": "Harbour Court", "result": "REFUSED"}, [3]),
        ({"result": "DRAFT"}, [1, 4]),
        ({"reason": "row_key_repeated"}, [5]),
        ({"result": "no such"}, []),
    ],
)
def test_rows_are_found_by_court_result_and_reason(world, run_id, wish, numbers):
    assert _numbers(world, RowsWish(run_id, **wish)) == numbers


def test_rows_come_in_pages_and_after_a_number(world, run_id):
    wish = RowsWish(run_id)

    assert _numbers(world, wish, rows_max=2, page=2) == [3, 4]
    assert _numbers(world, wish, rows_max=2, after=3) == [4, 5]


def test_a_court_finds_its_own_runs_only(world, run_id):
    with world.database.reading() as tx:
        assert store.run(tx, run_id, "Hill Court").id == run_id
        assert store.run(tx, run_id, "").id == run_id
        assert store.run(tx, run_id, "Lake Court") is None
        assert store.runs(tx, "Lake Court") == []
        assert store.runs(tx, "Hill Court")[0].counts == {"DRAFT": 1, "REFUSED": 1}
        assert [line.run.id for line in store.runs(tx, "")] == [run_id]
