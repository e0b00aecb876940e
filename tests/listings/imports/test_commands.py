"""The import command, its refusals of whole files, and the pages of its report."""

from __future__ import annotations

import csv
import re

import pytest
from sqlalchemy import func, select

from auction.kernel.doors import Role
from listings.imports import commands, service
from listings.imports.tables import ImportRow, ImportRun
from listings.tables import Lot
from tests.support.cases import make_court
from tests.support.imports import HEADER, make_line, run_import, write_list
from tests.support.people import email_of, make_staff, sign_in


def _count(world, table):
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(table))


def _signed_in(app, world, role, court_id=""):
    with world.database.transaction() as tx:
        account_id = make_staff(
            world, tx, role, court_id=court_id, email=f"{role}{court_id[:8]}@court.example"
        )
    client = app.test_client()
    sign_in(client, email_of(world, account_id))
    return client


def test_a_dirty_list_is_taken_row_by_row(app, world, tmp_path):
    path = write_list(
        tmp_path / "list.csv",
        make_line(),
        make_line(item_no="2", address="two\nlines"),
        make_line(item_no="3", address="=HYPERLINK(1)"),
        make_line(item_no="4", minimum_price_krw="1e9"),
        make_line(item_no="5", minimum_price_krw="-5"),
        make_line(item_no="6", address="x" * 500),
        make_line(item_no="7", failed_rounds="1", minimum_price_krw="10"),
        make_line(),
        "too,few,columns",
        '"an open quotation',
        make_line(item_no="8"),
        header="\ufeff" + HEADER,
    )

    result = run_import(app, path)

    assert result.exit_code == 0, result.output
    assert re.findall(r"^ {0,8}\d+  (\w+)$", result.output, re.MULTILINE) == [
        "DRAFT",
        "DRAFT_WITH_VIOLATIONS",
        "REFUSED",
    ]
    assert "11  rows, 0 of them already there" in result.output
    assert "row 11 of about 12" in result.output
    assert (_count(world, ImportRow), _count(world, Lot)) == (11, 5)


def test_a_second_run_says_what_was_there(app, world, tmp_path):
    path = write_list(tmp_path / "list.csv", make_line(), make_line(item_no="2", minimum_price_krw="0"))
    run_import(app, path)

    again = run_import(app, path)

    assert "2  rows, 1 of them already there" in again.output
    assert (_count(world, Lot), _count(world, ImportRun)) == (1, 2)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "file_empty"),
        (HEADER.encode() + b"\n", "file_empty"),
        (b"a,b\n1,2\n", "file_columns_missing"),
        (b"PK\x03\x04\x00\x00", "file_not_text"),
        ((HEADER + "\n" + make_line(address="서울")).encode("cp949"), "file_wrong_encoding"),
        ((HEADER + "\n" + make_line()).encode("utf-16"), "file_not_text"),
        (b'"\n\n\n', "file_empty"),
        (b'"open\n1\n', "file_not_csv"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_whole(app, world, tmp_path, content, reason):
    path = tmp_path / "list.csv"
    path.write_bytes(content)

    result = run_import(app, path)

    assert result.exit_code == 1
    assert result.output.startswith(f"{reason}: ")
    assert _count(world, ImportRun) == 0


def test_a_file_mapping_or_rule_set_that_is_not_there_is_refused_by_name(app, tmp_path):
    path = write_list(tmp_path / "list.csv", make_line())

    for given, reason in (
        ({"path": tmp_path / "none.csv"}, "file_missing"),
        ({"path": tmp_path}, "file_missing"),
        ({"mapping": "no-such"}, "import_mapping_unknown"),
        ({"rules": "no-such"}, "import_rules_unknown"),
        ({"rules": "cn-2016-18@99"}, "import_rules_unknown"),
        ({"rules": "cn-2016-18@x"}, "import_rules_unknown"),
    ):
        result = run_import(app, **{"path": path, **given})
        assert (result.exit_code, result.output.split(":")[0]) == (1, reason)


def test_a_row_that_the_database_refuses_costs_no_other(app, world, tmp_path, monkeypatch):
    insert_drafts = service.lots.insert_drafts

    def insert_with_a_flaw(tx, drafts):
        insert_drafts(tx, [*drafts, *(draft for draft in drafts if draft.place == "flaw")])

    monkeypatch.setattr(service.lots, "insert_drafts", insert_with_a_flaw)
    monkeypatch.setattr(commands, "CHUNK_ROWS", 3)
    lines = [make_line(item_no=str(n), address="flaw" if n == 2 else "good") for n in range(1, 6)]

    result = run_import(app, write_list(tmp_path / "list.csv", *lines))

    assert result.exit_code == 0, result.output
    with world.database.reading() as tx:
        reasons = list(tx.scalars(select(ImportRow.reason).order_by(ImportRow.number)))
    assert reasons == ["", "row_not_stored", "", "", ""]


def test_an_officer_sees_the_rows_of_the_own_court_and_an_operator_all(app, world, tmp_path):
    with world.database.transaction() as tx:
        harbour = make_court(tx, name="Harbour Court", currency="KRW")
        lake = make_court(tx, name="Lake Court", currency="KRW")
    lines = (make_line(), make_line(court="Hill Court"), make_line(item_no="2", minimum_price_krw="x"))
    output = run_import(app, write_list(tmp_path / "list.csv", *lines)).output
    address = re.search(r"/court/imports/\w+", output).group()
    clerk = _signed_in(app, world, Role.CLERK, harbour)
    stranger = _signed_in(app, world, Role.JUDGE, lake)
    operator = _signed_in(app, world, Role.OPERATOR)

    assert "Hill Court" not in clerk.get(address).text
    assert clerk.get(f"{address}?result=REFUSED").text.count('<li id="row-') == 1
    assert clerk.get(f"{address}?page=-3&result=%01").status_code == 200
    assert stranger.get(address).status_code == 404
    assert stranger.get(f"{address}.csv").status_code == 404
    assert ">list.csv<" not in stranger.get("/court/imports").text
    assert "Hill Court" in operator.get(address).text
    assert app.test_client().get(address).status_code == 302
    for client, rows in ((clerk, 2), (operator, 3)):
        assert len(list(csv.reader(client.get(f"{address}.csv").text.splitlines()))) == rows + 1


def test_the_csv_has_a_line_for_every_row_and_no_formula(app, world, tmp_path, monkeypatch):
    monkeypatch.setattr("listings.imports.report_views.EXPORT_ROWS", 2)
    prices = ("700000", "=1+1", "650000", "700000")
    lines = [make_line(item_no=str(n), case_number="+7", minimum_price_krw=p) for n, p in enumerate(prices)]
    output = run_import(app, write_list(tmp_path / "list.csv", *lines)).output
    address = re.search(r"/court/imports/\w+", output).group()

    response = _signed_in(app, world, Role.OPERATOR).get(f"{address}.csv")

    rows = list(csv.DictReader(response.text.removeprefix("\ufeff").splitlines()))
    assert [row["result"] for row in rows] == ["DRAFT", "REFUSED", "DRAFT_WITH_VIOLATIONS", "DRAFT"]
    assert {row["case"] for row in rows} == {"'+7"}
    assert "R-18" in rows[2]["rule"]
    assert response.headers["Content-Disposition"].startswith("attachment")
