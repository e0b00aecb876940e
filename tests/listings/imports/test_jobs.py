"""The clock takes uploaded files in: in order, in turns, once, whatever dies in the middle."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select

from auction.cases.tables import Case, Court
from auction.kernel.world import World
from listings.imports import jobs, service, store
from listings.imports.jobs import take_uploads
from listings.imports.store import RowsWish
from listings.imports.tables import ImportRow, ImportRun
from listings.tables import Lot
from tests.journeys.test_power_cuts import PowerCut, power_for
from tests.support.cases import make_court
from tests.support.imports import HEADER, make_house_list, make_line, upload


def _court(world: World, name: str = "East Court") -> str:
    with world.database.transaction() as tx:
        return make_court(tx, name=name)


def _run(world: World, run_id: str) -> ImportRun:
    with world.database.reading() as tx:
        return store.find_run(tx, run_id)


def _rows(world: World, run_id: str) -> list[tuple[int, int, str, str]]:
    with world.database.reading() as tx:
        rows = store.rows(tx, RowsWish(run_id), rows_max=10_000)
        return [(row.number, row.line, row.result, row.reason) for row in rows]


def _count(world: World, table: type) -> int:
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(table)) or 0


def _work(world: World, ticks_max: int = 1_000) -> int:
    """Tick until nothing is left; return how many ticks did something."""
    for ticks in range(ticks_max):
        if not take_uploads(world):
            return ticks
    raise AssertionError("the file never ends")


DIRTY = (
    make_house_list({}, {"reference_price": "?"}, {"title": "Two\nlines"}, {"lot_number": "1"})
    + b'"an open quotation\n\n'
    + b"too,few\n"
    + make_house_list({"case_number": "(2026) 18"}, {"deposit": "1"}).split(b"\n", 1)[1]
)
TOLD = [
    (1, 2, "DRAFT", ""),
    (2, 3, "REFUSED", "row_price_malformed"),
    (3, 4, "DRAFT", ""),
    (4, 6, "REFUSED", "row_key_repeated"),
    (5, 7, "REFUSED", "row_not_csv"),
    (6, 9, "REFUSED", "row_column_count"),
    (7, 10, "DRAFT", ""),
    (8, 11, "DRAFT_WITH_VIOLATIONS", "deposit_too_small"),
]


@pytest.mark.parametrize("chunk_rows", [1, 3, 100])
def test_a_file_is_taken_in_row_by_row_whatever_the_size_of_chunks(world, monkeypatch, chunk_rows):
    monkeypatch.setattr(jobs, "CHUNK_ROWS", chunk_rows)
    run_id = upload(world, DIRTY, court_id=_court(world))

    _work(world)

    run = _run(world, run_id)
    assert _rows(world, run_id) == TOLD
    assert (run.state, run.row_count, run.byte_offset) == ("FINISHED", 8, len(DIRTY))
    assert run.finished_at == world.clock.now()
    assert take_uploads(world) == 0


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_tick_takes_so_many_rows_and_no_more(world, monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK_ROWS", 2)
    monkeypatch.setattr(jobs, "CHUNKS_MAX", 3)
    run_id = upload(world, make_house_list(*[{}] * 9), court_id=_court(world))

    assert take_uploads(world) == 6

    run = _run(world, run_id)
    assert (run.state, run.row_count) == ("QUEUED", 6)
    assert 0 < run.byte_offset < run.byte_count


class _SlowClock:
    """A clock by which everything takes a tenth of a second."""

    def __init__(self, at: datetime) -> None:
        self._at = at

    def now(self) -> datetime:
        """Return the time, later each time."""
        self._at += timedelta(milliseconds=100)
        return self._at


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_tick_ends_with_its_window_so_that_the_hammer_never_waits(world, monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK_ROWS", 1)
    run_id = upload(world, make_house_list(*[{}] * 9), court_id=_court(world))

    take_uploads(replace(world, clock=_SlowClock(world.clock.now())))

    assert _run(world, run_id).row_count == 1


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_files_take_turns(world, monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK_ROWS", 1)
    monkeypatch.setattr(jobs, "CHUNKS_MAX", 4)
    long = upload(world, make_house_list(*[{}] * 9), court_id=_court(world))
    short = upload(world, make_house_list({}, {}), court_id=_court(world, "West Court"))

    take_uploads(world)

    assert [_run(world, run_id).row_count for run_id in (long, short)] == [2, 2]
    _work(world)
    assert _count(world, Lot) == 11


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_file_that_fails_stops_no_other(world, monkeypatch):
    bad = upload(world, make_house_list({}), court_id=_court(world))
    good = upload(world, make_house_list({}), court_id=_court(world, "West Court"))
    read = service.next_rows

    def read_but_one(tx, *, run, begun, rows_max):
        assert begun.id != bad, "our own mistake"
        return read(tx, run=run, begun=begun, rows_max=rows_max)

    monkeypatch.setattr(service, "next_rows", read_but_one)
    take_uploads(world)
    assert [_run(world, run_id).state for run_id in (bad, good)] == ["QUEUED", "FINISHED"]

    monkeypatch.undo()
    _work(world)
    assert _run(world, bad).state == "FINISHED"


def test_whoever_dies_at_any_statement_leaves_nothing_half_done(world, monkeypatch):
    monkeypatch.setattr(jobs, "CHUNK_ROWS", 1)
    monkeypatch.setattr(jobs, "CHUNKS_MAX", 1)
    cells = ({"case_number": "(2026) 1"}, {"title": ""}, {"case_number": "(2026) 2"})
    run_id = upload(world, make_house_list(*cells), court_id=_court(world))

    cuts, statements = 0, 0
    while _run(world, run_id).state == "QUEUED":
        before = _rows(world, run_id)
        try:
            with power_for(world, statements):
                take_uploads(world)
        except PowerCut:
            assert _rows(world, run_id) == before
            cuts, statements = cuts + 1, statements + 1
        else:
            statements = 0

    assert cuts > 3 * 8
    assert [result for *_, result, _ in _rows(world, run_id)] == ["DRAFT", "REFUSED", "DRAFT"]
    assert (_count(world, Lot), _count(world, Case)) == (2, 2)


def test_a_chunk_that_somebody_else_took_is_not_taken_again(world):
    run_id = upload(world, make_house_list({}, {}), court_id=_court(world))
    with world.database.reading() as tx:
        begun = store.find_run(tx, run_id)
        run = service.open_run(tx, begun, make_id=lambda: "f" * 32)
        chunk = service.next_rows(tx, run=run, begun=begun, rows_max=10)
    take_uploads(world)

    with world.database.transaction() as tx:
        assert service.take(tx, run=run, chunk=chunk, at=world.clock.now()) == []

    assert len(_rows(world, run_id)) == 2


def test_a_row_that_the_database_does_not_take_costs_no_other(world, monkeypatch):
    insert_drafts = service.lots.insert_drafts

    def insert_with_a_flaw(tx, drafts):
        insert_drafts(tx, [*drafts, *(draft for draft in drafts if draft.place == "flaw")])

    monkeypatch.setattr(service.lots, "insert_drafts", insert_with_a_flaw)
    rows = [{"place": "flaw" if n == 2 else "good"} for n in range(5)]
    run_id = upload(world, make_house_list(*rows), court_id=_court(world))

    _work(world)

    assert [reason for *_, reason in _rows(world, run_id)] == ["", "", "row_not_stored", "", ""]


def test_a_list_of_one_court_founds_none_and_touches_no_other(world):
    east, west = _court(world), _court(world, "West Court")
    rows = ({}, {"court": "East Court"}, {"court": "West Court"}, {"court": "North Court"})
    run_id = upload(world, make_house_list(*rows, court=True), court_id=east)

    _work(world)

    assert [reason for *_, reason in _rows(world, run_id)] == ["", "", *["row_court_of_others"] * 2]
    assert _count(world, Court) == 2
    with world.database.reading() as tx:
        assert set(tx.scalars(select(Lot.court_id))) == {east}
        assert west not in set(tx.scalars(select(Case.court_id)))


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_the_operators_list_founds_the_courts_it_names(world):
    body = f"{HEADER}\n{make_line()}{make_line(court='Hill Court')}".encode()
    upload(world, body, mapping="kr-court-list")

    _work(world)

    with world.database.reading() as tx:
        courts = {(court.name, court.currency) for court in tx.scalars(select(Court))}
    assert courts == {("Harbour Court", "KRW"), ("Hill Court", "KRW")}


def test_a_file_that_is_held_is_not_touched(world):
    court_id = _court(world)
    upload(world, make_house_list({}), court_id=court_id)
    _work(world)

    again = upload(world, make_house_list({}), court_id=court_id)

    assert (_run(world, again).state, take_uploads(world)) == ("HELD", 0)
    assert _count(world, ImportRow) == 1
