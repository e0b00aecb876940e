"""Finding courts and cases: within one court, in pages, by number."""

from __future__ import annotations

from auction.cases import store
from tests.support.cases import make_case, make_court


def test_a_case_is_found_in_its_own_court_only(world):
    with world.database.transaction() as tx:
        court_id, other = make_court(tx), make_court(tx)
        case_id = make_case(tx, court_id=court_id)

    with world.database.reading() as tx:
        assert store.case_of(tx, case_id, court_id).id == case_id
        assert store.case_of(tx, case_id, other) is None
        assert store.cases_of(tx, other) == []


def test_cases_are_listed_in_pages_and_found_by_number(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        for number in ("A_1", "A%2", "B3"):
            make_case(tx, court_id=court_id, case_number=number)

    with world.database.reading() as tx:
        first = store.cases_of(tx, court_id, rows_max=2)
        second = store.cases_of(tx, court_id, rows_max=2, page=2)
        assert {line.case.case_number for line in first + second} == {"A_1", "A%2", "B3"}
        assert [line.case.case_number for line in store.cases_of(tx, court_id, number="_")] == ["A_1"]
        assert store.case_count(tx, court_id, number="%") == 1


def test_ids_are_found_by_names_and_numbers_those_that_exist(world):
    with world.database.transaction() as tx:
        court_id = make_court(tx, name="Harbour Court")
        case_id = make_case(tx, court_id=court_id, case_number="17")

    with world.database.reading() as tx:
        assert store.court_ids(tx, ["Harbour Court", "Lake Court"]) == {"Harbour Court": court_id}
        assert store.case_ids(tx, court_id, ["17", "18"]) == {"17": case_id}
        assert store.case_ids(tx, court_id, [str(n) for n in range(5_000)]) == {"17": case_id}
        assert store.case_ids(tx, court_id, []) == {}


def test_courts_are_listed_by_name(world):
    with world.database.transaction() as tx:
        make_court(tx, name="Lake Court")
        make_court(tx, name="Harbour Court")

    with world.database.reading() as tx:
        assert [court.name for court in store.courts(tx)] == ["Harbour Court", "Lake Court"]
        assert store.court(tx, "nothing") is None
