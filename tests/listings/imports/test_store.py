"""Finding runs and rows: of one court, of one result, in pages, with sums that add up."""

from __future__ import annotations

import pytest

from listings.imports import store
from listings.imports.store import Asker, Fault, RowsWish
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


def _courts(world):
    with world.database.reading() as tx:
        found = store.courts_by_name(tx, ["Harbour Court", "Hill Court"])
    return {name: Asker(court.id, name) for name, court in found.items()}


def test_a_court_finds_its_own_rows_of_a_run_of_all(world, run_id):
    hill, lake = _courts(world)["Hill Court"], Asker("0" * 32, "Lake Court")

    with world.database.reading() as tx:
        assert store.run(tx, run_id, hill).id == run_id
        assert store.run(tx, run_id, Asker()).id == run_id
        assert store.run(tx, run_id, lake) is None
        assert store.runs(tx, lake) == []
        assert store.runs(tx, hill)[0].counts == {"DRAFT": 1, "REFUSED": 1}
        assert [line.run.id for line in store.runs(tx, Asker())] == [run_id]


def test_an_upload_is_seen_by_its_court_alone_and_whole(world, run_id):
    courts = _courts(world)
    hill, harbour = courts["Hill Court"], courts["Harbour Court"]
    own = take_rows(world, {"item_no": "9"}, court_id=hill.court_id).id

    with world.database.reading() as tx:
        assert store.run(tx, own, harbour) is None
        assert store.run(tx, own, Asker()).id == own
        run = store.run(tx, own, hill)
        assert store.rows_of(run, hill) == RowsWish(own)
        assert store.counts(tx, store.rows_of(run, hill)) == {"DRAFT": 1}
        assert store.rows_of(store.run(tx, run_id, hill), hill) == RowsWish(run_id, "Hill Court")
        assert {line.run.id for line in store.runs(tx, hill)} == {own, run_id}
        assert [line.run.id for line in store.runs(tx, harbour)] == [run_id]


def test_rows_with_one_fault_are_counted_together(world):
    cells = ({"property_type": "ship"}, {"property_type": "ship"}, {"property_type": "kite"}, {"item_no": ""})
    rows = ({"item_no": str(n), **wish} for n, wish in enumerate(cells))
    run = take_rows(world, *rows)

    with world.database.reading() as tx:
        faults = store.faults(tx, RowsWish(run.id))
        of_fault = RowsWish(run.id, reason=faults[0].reason, column="property_type", text="ship")
        numbers = [row.number for row in store.rows(tx, of_fault)]

    assert faults == [Fault("row_property_type_unknown", "property_type", "ship", 2)]
    assert numbers == [1, 2]


def test_a_key_is_taken_by_the_first_row_that_has_it(world, run_id):
    keys = ["kr-court-list|Hill Court|2026-1|1", "kr-court-list|none"]

    with world.database.reading() as tx:
        assert store.taken_keys(tx, run_id, keys) == {keys[0]: 4}
        assert store.taken_keys(tx, "0" * 32, keys) == {}


def test_a_file_is_read_from_any_byte_on(world, run_id, monkeypatch):
    monkeypatch.setattr(store, "BLOCK_BYTES", 4)
    with world.database.transaction() as tx:
        for number, body in enumerate((b"abcd", b"efgh", b"ij")):
            store.insert_block(tx, run_id, number, body)

    with world.database.reading() as tx:
        assert [b"".join(store.blocks_from(tx, run_id, offset)) for offset in (0, 3, 4, 9, 10)] == [
            b"abcdefghij",
            b"defghij",
            b"efghij",
            b"j",
            b"",
        ]
    with world.database.transaction() as tx:
        store.drop_blocks(tx, run_id)
        assert list(store.blocks_from(tx, run_id, 0)) == []


def test_runs_wait_in_the_order_in_which_they_came(world):
    runs = [take_rows(world, {"item_no": str(n)}).id for n in range(3)]
    with world.database.transaction() as tx:
        for run_id in runs:
            store.update_run(tx, run_id, state="QUEUED", finished_at=None)

    with world.database.reading() as tx:
        assert store.queued_runs(tx, 2) == sorted(runs)[:2]


def test_a_file_is_known_by_its_hash_for_the_same_court_only(world, run_id):
    hill = _courts(world)["Hill Court"]
    again = take_rows(world, {}).id
    of_hill = take_rows(world, {}, court_id=hill.court_id).id

    with world.database.reading() as tx:
        earlier = store.same_file(tx, store.find_run(tx, again))
        assert earlier.id == run_id
        assert store.same_file(tx, store.find_run(tx, of_hill)) is None
