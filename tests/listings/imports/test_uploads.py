"""Lists come in through the door: who may, what is refused, what a second upload asks, and the report."""

from __future__ import annotations

import csv
import io

import pytest
from flask import Flask
from sqlalchemy import func, select

from auction.cases.tables import Court
from auction.kernel.doors import OFFICERS, Role
from auction.kernel.world import World
from listings.imports import report_views, upload_views
from listings.imports.jobs import take_uploads
from listings.imports.tables import ImportBlock, ImportRun
from listings.tables import Lot
from tests.support.browsing import Browser
from tests.support.cases import make_court
from tests.support.imports import HEADER, make_house_list, make_line
from tests.support.people import make_staff, sign_in


def staff(app: Flask, world: World, role: Role, court: str = "") -> Browser:
    """Sign in one of the staff, of the court of that name, which is made when it is new."""
    email = f"{role}.{court[:4] or 'all'}@court.example".lower()
    with world.database.transaction() as tx:
        found = tx.scalar(select(Court.id).where(Court.name == court)) if court else ""
        court_id = found or (make_court(tx, name=court) if court else "")
        make_staff(world, tx, role, court_id=court_id, email=email)
    browser = Browser(app)
    # Only signed in: what the desk shows then is the matter of other tests.
    sign_in(browser._client, email)
    return browser


def send(browser: Browser, body: bytes, *, name: str = "list.csv", **fields: str) -> Browser:
    """Upload a file by the form of the page of imports."""
    page = browser.get("/court/imports")
    return page.submit("/court/imports", file=(io.BytesIO(body), name), **fields)


def take_all(world: World) -> None:
    """Run the clock until every file is taken in."""
    while take_uploads(world):
        pass


def _count(world: World, table: type) -> int:
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(table)) or 0


def test_a_clerk_uploads_a_list_and_reads_what_became_of_it(app, world):
    clerk = staff(app, world, Role.CLERK, "East Court")

    send(clerk, make_house_list({}, {"reference_price": "a lot"}, {"deposit": "1"}))
    assert clerk.status == 200
    assert "Rows taken in so far: 0" in clerk.words
    assert 'http-equiv="refresh"' in clerk.answer.text
    take_all(world)

    report = clerk.get(clerk.path)
    assert "Rows taken in so far" not in report.words
    assert 'http-equiv="refresh"' not in report.answer.text
    assert "No readable price" in report.words
    draft = clerk.get(report.link("#field-deposit"))
    assert (draft.status, draft.value("deposit")) == (200, "1.00")
    assert 'id="field-deposit"' in draft.answer.text
    with world.database.reading() as tx:
        run = tx.scalars(select(ImportRun)).one()
        assert {lot.court_id for lot in tx.scalars(select(Lot))} == {run.court_id}
        assert run.uploaded_by


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_only_who_may_write_is_offered_the_form(app, world):
    for role in OFFICERS:
        browser = staff(app, world, role, "East Court").get("/court/imports")
        assert browser.has_form("/court/imports") is (role is not Role.FINANCE)
    assert staff(app, world, Role.OPERATOR).get("/court/imports").has_form("/court/imports")
    finance = Browser(app)
    sign_in(finance._client, "finance.east@court.example")
    assert finance.get("/court/imports").send("/court/imports", mapping="house-list").status == 403


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_court_is_offered_the_lists_of_its_currency(app, world):
    page = staff(app, world, Role.CLERK, "East Court").get("/court/imports").words
    operators = staff(app, world, Role.OPERATOR).get("/court/imports").words

    assert "House list" in page
    assert "Korean" not in page
    assert "Korean" in operators


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("body", "fields", "told"),
    [
        (b"", {}, "The file has no rows."),
        (make_house_list(), {}, "The file has no rows."),
        (b"title,place\nA flat,Here\n", {}, "lacks these columns: case_number, lot_number, asset_class"),
        (make_house_list({}).replace(b",", b";"), {}, "not separated by commas"),
        (b"PK\x03\x04\x00", {}, "line 1 holds a zero byte"),
        (make_house_list({"title": "房产"}, {"title": "汽车"}).decode().encode("gb18030"), {}, "is line 2"),
        (make_house_list({}), {"mapping": "no-such"}, "There is no mapping no-such"),
        (make_house_list({}), {"mapping": "kr-court-list"}, "is in KRW, and your court sells in CNY"),
        (make_house_list({}) + b"," * 20_000, {}, "at most 2000 are taken"),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_leaves_nothing(
    app, world, monkeypatch, body, fields, told
):  # fmt: skip
    monkeypatch.setattr(upload_views, "UPLOAD_BYTES_MAX", 2_000)
    clerk = staff(app, world, Role.CLERK, "East Court")

    send(clerk, body, **fields)

    assert clerk.status == 422
    assert told in clerk.alerts
    assert clerk.has_form("/court/imports")
    assert (_count(world, ImportRun), _count(world, ImportBlock)) == (0, 0)


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_without_a_file_nothing_is_taken(app, world):
    clerk = staff(app, world, Role.CLERK, "East Court").get("/court/imports")

    clerk.submit("/court/imports", file=(io.BytesIO(b""), ""))

    assert (clerk.status, "Choose a file first" in clerk.alerts) == (422, True)


def test_a_form_that_is_sent_twice_takes_the_file_once(app, world):
    clerk = staff(app, world, Role.CLERK, "East Court").get("/court/imports")
    once = clerk.value("once")

    for _ in range(2):
        send(clerk, make_house_list({}), once=once)
        assert clerk.path == f"/court/imports/{once}"

    assert (_count(world, ImportRun), _count(world, ImportBlock)) == (1, 1)


def test_the_same_file_waits_for_a_word_before_it_is_taken_again(app, world):
    clerk = staff(app, world, Role.CLERK, "East Court")
    body = make_house_list({}, {"title": ""})
    send(clerk, body)
    take_all(world)
    first = clerk.path

    send(clerk, body)
    take_all(world)
    assert "This very file was taken in before" in clerk.words
    assert first in clerk.answer.text
    held = clerk.path
    clerk.submit("/discard")
    assert "The file is forgotten." in clerk.words
    assert held not in clerk.answer.text
    assert _count(world, ImportBlock) == 1

    send(clerk, body)
    clerk.submit("/again")
    take_all(world)
    assert "Rows that were there before this import, which it left as they were: 1" in (
        clerk.get(clerk.path).words
    )
    assert _count(world, Lot) == 1
    assert clerk.send(f"{held}/again").status == 409
    assert clerk.send(f"{held}/discard").status == 409


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_another_court_may_take_in_the_same_file(app, world):
    body = make_house_list({})
    send(staff(app, world, Role.CLERK, "East Court"), body)

    west = send(staff(app, world, Role.CLERK, "West Court"), body)

    assert "This very file" not in west.words


def test_an_upload_is_nothing_to_another_court(app, world):
    east = staff(app, world, Role.CLERK, "East Court")
    rows = ({}, {"court": "West Court"})
    send(east, make_house_list(*rows, court=True))
    take_all(world)
    west, operator = staff(app, world, Role.JUDGE, "West Court"), staff(app, world, Role.OPERATOR)

    assert "Row of another court" in east.get(east.path).words
    assert "West Court" in east.words
    for more in ("", ".csv", "/refused.csv", "/rows/1", "/rows/2", "/together"):
        assert west.get(east.path + more).status == 404
        assert operator.get(east.path + more).status == 200
    assert "list.csv" not in west.get("/court/imports").words


def test_the_operator_founds_courts_in_the_terms_that_are_chosen(app, world):
    operator = staff(app, world, Role.OPERATOR)

    send(operator, make_house_list({"court": "Rome Court"}, court=True), currency="XXX")
    assert operator.status == 422
    send(
        operator,
        make_house_list({"court": "Rome Court"}, court=True),
        currency="EUR",
        time_zone="Europe/Rome",
    )
    take_all(world)

    with world.database.reading() as tx:
        court = tx.scalars(select(Court)).one()
    assert (court.name, court.currency, court.time_zone) == ("Rome Court", "EUR", "Europe/Rome")


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_the_operators_list_shows_each_court_its_rows(app, world):
    with world.database.transaction() as tx:
        make_court(tx, name="Harbour Court", currency="KRW", time_zone="Asia/Seoul")
    operator, clerk = staff(app, world, Role.OPERATOR), staff(app, world, Role.CLERK, "Harbour Court")
    body = f"{HEADER}\n{make_line()}{make_line(court='Hill Court')}".encode()

    send(operator, body, mapping="kr-court-list")
    take_all(world)

    assert "Hill Court" in operator.get(operator.path).words
    assert clerk.get(operator.path).status == 200
    assert "Hill Court" not in clerk.words


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_the_file_to_fill_in_is_taken_in_as_it_comes(app, world):
    clerk = staff(app, world, Role.CLERK, "East Court")
    template = clerk.get("/court/imports/house-list.csv").answer

    assert template.headers["Content-Disposition"] == "attachment; filename=house-list.csv"
    send(clerk, template.data)
    take_all(world)

    assert _count(world, Lot) == 2


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_refused_rows_come_as_a_file_that_is_mended_and_taken_in(app, world):
    clerk = staff(app, world, Role.CLERK, "East Court")
    rows = ({}, {"reference_price": "=1+1"}, {"title": ""})
    send(clerk, make_house_list(*rows) + b'"an open quotation\n')
    take_all(world)

    text = clerk.get(f"{clerk.path}/refused.csv").answer.text
    refused = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row["import_row"] for row in refused] == ["2", "3", "4"]
    assert "'=1+1" in text
    assert "no positive price" in refused[0]["import_refusal"]
    assert refused[2]["import_line"] == '"an open quotation'
    mended = text.replace("'=1+1", "1020000")
    send(clerk, mended.encode())
    take_all(world)

    report = list(csv.DictReader(io.StringIO(clerk.get(f"{clerk.path}.csv").answer.text[1:])))
    assert [row["result"] for row in report] == ["DRAFT", "REFUSED", "REFUSED"]
    assert _count(world, Lot) == 2


@pytest.mark.parametrize("more", [".csv", "/refused.csv"])
def test_a_slow_reader_of_a_report_keeps_no_transaction(app, world, monkeypatch, more):
    monkeypatch.setattr(report_views, "EXPORT_ROWS", 1)
    clerk = staff(app, world, Role.CLERK, "East Court")
    send(clerk, make_house_list(*[{"title": ""}] * 3))
    take_all(world)

    answer = clerk._client.get(f"{clerk.path}{more}", buffered=False)
    pieces, held = [], []
    for piece in answer.response:
        pieces.append(piece)
        held.append(world.database.engine.pool.checkedout())

    assert b"".join(pieces).count(b"\n") == 4
    assert len(pieces) >= 4 and set(held) == {0}
