"""Mending refused rows through the door, one by one and together."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from auction.kernel.doors import Role
from listings.imports.mending import service, views
from listings.imports.tables import ImportMending
from listings.tables import Lot
from tests.listings.imports.test_uploads import send, staff, take_all
from tests.support.imports import HEADER, make_house_list, make_line

ROWS = ({}, {"title": ""}, {"asset_class": "ship"}, {"asset_class": "ship"}, {"title": "", "deposit": "x"})


@pytest.fixture
def clerk(app, world):
    """Give a clerk before the report of a list of which four rows are refused."""
    browser = staff(app, world, Role.CLERK, "East Court")
    send(browser, make_house_list(*ROWS))
    take_all(world)
    return browser.get(browser.path)


def _count(world, table):
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(table))


def test_a_clerk_mends_one_row_after_another(clerk, world):
    report = clerk.path
    clerk.get(f"{report}/rows/2")
    assert clerk.answer.text.count('aria-invalid="true"') == 1
    assert "The column title is empty." in clerk.words

    clerk.submit("/rows/2", **{"cell-title": "A flat"})
    assert (clerk.status, clerk.path) == (200, f"{report}/rows/3")
    assert "Row 2 is a draft now." in clerk.words
    clerk.submit("/rows/3", asset_class="MOVABLE")
    clerk.submit("/rows/4", **{"cell-asset_class": "movable"})
    clerk.submit("/rows/5", **{"cell-title": "A flat", "cell-deposit": "71400"})

    assert clerk.path == report
    assert "Rows still refused" not in clerk.words
    assert (_count(world, Lot), _count(world, ImportMending)) == (5, 4)


def test_the_flow_keeps_to_the_reason_that_one_goes_through(clerk):
    report = clerk.path

    clerk.get(f"{report}/rows/2?reason=row_field_missing")
    clerk.submit("/rows/2", **{"cell-title": "A flat"})

    assert clerk.path == f"{report}/rows/5"
    assert "reason=row_field_missing" in clerk.answer.request.url


def test_a_row_that_is_still_wrong_says_where_and_loses_nothing(clerk, world):
    clerk.get(f"{clerk.path}/rows/5")

    clerk.submit("/rows/5", **{"cell-title": "A flat by the sea", "cell-place": "Here"})

    assert clerk.status == 422
    assert "“x” is not an amount in CNY;" in clerk.alerts
    assert clerk.value("cell-title") == "A flat by the sea"
    assert "The file says: –" in clerk.words
    assert clerk.answer.text.count('aria-invalid="true"') == 1
    assert _count(world, ImportMending) == 0


def test_a_page_of_yesterday_mends_nothing(clerk, world):
    path = f"{clerk.path}/rows/2"
    clerk.get(path)
    token = clerk.value("csrf_token")
    clerk.submit("/rows/2", **{"cell-title": "A flat"})

    clerk.send(path, seen="0", csrf_token=token, **{"cell-title": "Another"})

    assert clerk.status == 409
    assert "This row is a draft already" in clerk.alerts
    assert _count(world, Lot) == 2


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_the_history_says_what_the_file_said_and_who_wrote_what_instead(clerk):
    path = f"{clerk.path}/rows/2"
    clerk.get(path).submit("/rows/2", **{"cell-title": "A flat by the sea"})

    history = clerk.get(path).words

    assert "clerk.east@court.example" in history
    assert "– A flat by the sea" in history
    assert not clerk.has_form("/rows/2")


def test_rows_of_one_fault_are_mended_together_after_a_look(clerk, world):
    clerk.get(clerk.link("given=ship"))
    assert "Row 3, Row 4" in clerk.words
    assert "What it would do" not in clerk.words

    asked = f"{clerk.answer.request.full_path}&asset_class=MOVABLE"
    clerk.get(asked)
    assert "Write it into 2 rows" in clerk.words
    assert _count(world, ImportMending) == 0
    clerk.submit("/together")

    assert "2 rows were mended." in clerk.words
    assert (_count(world, Lot), _count(world, ImportMending)) == (3, 2)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_what_fits_no_row_is_refused_and_said(clerk, world):
    fault = {"reason": "row_property_type_unknown", "column": "asset_class", "given": "ship"}
    path = f"{clerk.path}/together"

    clerk.get(f"{clerk.path}/rows/3")
    clerk.send(path, **fault, written="boat")
    assert (clerk.status, "“boat”, which is no class" in clerk.alerts) == (422, True)
    clerk.send(path, **{**fault, "given": "submarine"}, written="movable")
    assert (clerk.status, "there is none with this fault" in clerk.alerts) == (422, True)
    clerk.send(path)
    assert clerk.status == 422
    assert _count(world, ImportMending) == 0


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_many_rows_are_mended_in_one_act_up_to_its_bound(app, world, monkeypatch):
    monkeypatch.setattr(views, "CHUNK_ROWS", 2)
    monkeypatch.setattr(views, "TOGETHER_ROWS_MAX", 6)
    clerk = staff(app, world, Role.CLERK, "East Court")
    send(clerk, make_house_list(*[{"asset_class": "ship"}] * 7))
    take_all(world)

    clerk.get(f"{clerk.get(clerk.path).link('/together')}&asset_class=MOVABLE").submit("/together")
    assert "6 rows were mended." in clerk.words
    assert _count(world, Lot) == 6


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_line_that_could_not_be_read_is_shown_and_written_anew(app, world):
    clerk = staff(app, world, Role.CLERK, "East Court")
    send(clerk, make_house_list({}) + b'(2026) 9,1,"<b>A flat\n')
    take_all(world)

    clerk.get(f"{clerk.path}/rows/2")
    assert '(2026) 9,1,"<b>A flat' in clerk.words
    written = {
        "case_number": "(2026) 9",
        "lot_number": "1",
        "title": "A flat",
        "asset_class": "immovable",
        "reference_price": "100",
        "starting_price": "70",
    }
    clerk.submit("/rows/2", **{f"cell-{name}": text for name, text in written.items()})

    assert "Row 2 is a draft now." in clerk.words
    assert _count(world, Lot) == 2


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_row_that_the_database_does_not_take_is_refused_by_name(clerk, world, monkeypatch):
    insert_drafts = service.imports.lots.insert_drafts
    monkeypatch.setattr(
        service.imports.lots, "insert_drafts", lambda tx, drafts: insert_drafts(tx, [*drafts, *drafts])
    )
    report = clerk.path

    clerk.get(f"{report}/rows/2").submit("/rows/2", **{"cell-title": "A flat"})
    assert (clerk.status, "The database did not take the row." in clerk.alerts) == (422, True)
    fault = {"reason": "row_property_type_unknown", "column": "asset_class", "given": "ship"}
    clerk.send(f"{report}/together", **fault, asset_class="MOVABLE")
    assert (clerk.status, "The database did not take the row." in clerk.alerts) == (422, True)
    assert (_count(world, Lot), _count(world, ImportMending)) == (1, 0)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_who_only_reads_sees_the_row_and_no_form(app, world, clerk):
    finance = staff(app, world, Role.FINANCE, "East Court")

    assert not finance.get(f"{clerk.path}/rows/2").has_form("/rows/2")
    assert "The column title is empty." in finance.words
    assert "Mend many rows" not in finance.get(clerk.path).words
    assert finance.get(f"{clerk.path}/together").status == 403
    assert finance.send(f"{clerk.path}/rows/2").status == 403


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_an_operator_mends_rows_that_name_no_court(app, world):
    operator = staff(app, world, Role.OPERATOR)
    lines = make_line(court="미정") + make_line(court="미정", item_no="2")
    send(operator, f"{HEADER}\n{lines}".encode(), mapping="kr-court-list")
    take_all(world)

    operator.get(f"{operator.get(operator.path).link('/together')}&written=Hill Court").submit("/together")

    assert "2 rows were mended." in operator.words
    assert _count(world, Lot) == 2


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_row_of_a_lot_that_is_there_says_that_nothing_was_written_into_it(clerk, world):
    send(clerk, make_house_list({"title": ""}))
    take_all(world)

    clerk.get(f"{clerk.path}/rows/1").submit("/rows/1", **{"cell-title": "A flat"})

    assert "Row 1 is a lot that was taken in before." in clerk.words
    assert "Row 1 is a draft now." not in clerk.words
