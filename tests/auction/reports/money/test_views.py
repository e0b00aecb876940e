"""The books through their doors."""

from __future__ import annotations

import csv
import io
import json

import pytest

from auction.audit.tables import Entry
from auction.kernel.doors import Role
from auction.reports import views as reports_views
from tests.auction.reports.money.test_service import asked
from tests.auction.reports.money.test_store import board
from tests.auction.reports.trail.test_store import sold
from tests.support import people

__all__ = ["board", "sold"]
pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)


@pytest.fixture
def as_staff(world, client):
    def sign_in_as(role, court_id=""):
        email = f"{role}@staff.example"
        with world.database.transaction() as tx:
            people.make_staff(world, tx, role, court_id=court_id, email=email)
        people.sign_in(client, email)
        return client

    return sign_in_as


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_finance_reads_the_books_of_the_own_court_down_to_each_line(sold, board, as_staff):
    browser = as_staff(Role.FINANCE, board.court_id)

    trial = browser.get("/money/trial-balance")
    accounts = browser.get("/money/accounts?kind=case")
    statements = [
        browser.get(f"/money/statements/{of}/{subject_id}") for of, subject_id in asked(board, sold[2])
    ]

    assert [answer.status_code for answer in (trial, accounts, *statements)] == [200] * 7
    assert "Both sides are the same to the cent." in trial.text
    assert f"/money/statements/account/case:{board.case_id}:CNY" in accounts.text
    assert all("Closing balance" in answer.text for answer in statements)
    assert "Canary" not in "".join(answer.text for answer in (trial, accounts, *statements))


def test_sheets_say_the_same_and_leave_an_entry(world, board, as_staff):
    browser = as_staff(Role.AUDITOR)

    trial = rows_of(browser.get(f"/money/trial-balance.csv?court={board.court_id}"))
    statement = browser.get(f"/money/statements/case/{board.case_id}/sheet.csv?from=2020-01-01")

    assert trial[-1]["kind"] == "TOTAL"
    assert trial[-1]["debit"] == trial[-1]["credit"] != "0.00"
    lines = rows_of(statement)
    assert (lines[0]["purpose"], lines[-1]["purpose"]) == ("OPENING", "CLOSING")
    assert statement.headers["Content-Disposition"] == 'attachment; filename="statement.csv"'
    with world.database.reading() as tx:
        assert tx.query(Entry).filter(Entry.kind == "export.made").count() == 2


def test_of_an_address_only_what_was_understood_comes_into_the_record(world, board, as_staff):
    browser, secret = as_staff(Role.FINANCE, board.court_id), "Li-Wei-6217000010012345678"
    asked_for = f"court={secret}&from={secret}&to={secret}&x={secret}&currency={secret}"
    statement = f"/money/statements/case/{board.case_id}/sheet.csv"

    answers = [
        browser.get(f"/money/trial-balance.csv?{asked_for}&at=2026-03-31"),
        browser.get(f"{statement}?court={secret}&currency={secret}&at={secret}&from=2020-01-01"),
        browser.get(f"{statement}?after=2020-01-01T00:00:00%2B00:00/0/{secret}"),
    ]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert rows_of(answers[2])[-1]["purpose"] == "CLOSING"
    with world.database.reading() as tx:
        bodies = [entry.body for entry in tx.query(Entry).filter(Entry.kind == "export.made")]
    assert not any(secret.encode() in body for body in bodies)
    assert [json.loads(body)["filters"] for body in bodies] == [
        {"court": board.court_id, "currency": "CNY", "at": "2026-03-31T16:00:00+00:00"},
        {"of": "case", "subject": board.case_id, "from": "2019-12-31T16:00:00+00:00"},
        {"of": "case", "subject": board.case_id},
    ]


def test_books_as_of_a_moment_before_anything_are_empty(board, as_staff):
    browser = as_staff(Role.JUDGE, board.court_id)

    answer = browser.get("/money/trial-balance?at=2020-01-01T10:00")

    assert "Both sides are the same" in answer.text
    assert "/money/accounts" not in answer.text


@pytest.mark.parametrize("role", [Role.CLERK, Role.JUDGE, Role.OPERATOR])
def test_who_does_not_mind_the_money_reads_sums_and_not_who_paid_when(board, sold, as_staff, role):
    browser = as_staff(role, "" if role is Role.OPERATOR else board.court_id)

    trial = browser.get(f"/money/trial-balance?court={board.court_id}")
    lines = [browser.get(f"/money/statements/{of}/{each}") for of, each in asked(board, sold[2])]

    assert trial.status_code == 200
    assert {answer.status_code for answer in lines} == {403}
    assert browser.get("/money/accounts?kind=deposit").status_code == 403
    assert "/money/accounts" not in trial.text
    assert "/money/statements" not in trial.text


ODD = (
    ("/money/trial-balance?at=yesterday", 422),
    ("/money/trial-balance.csv?at=yesterday", 422),
    ("/money/trial-balance?currency=XXX", 422),
    ("/money/accounts?at=x", 422),
    ("/money/accounts?kind=commission", 200),
    ("/money/accounts?after=zzz", 200),
    ("/money/statements/case/{case}?from=x", 422),
    ("/money/statements/case/{case}?from=2026-02-01&to=2026-01-01", 422),
    ("/money/statements/case/{case}?after=x", 422),
    ("/money/statements/case/{case}/sheet.csv?to=x", 422),
    ("/money/statements/case/none", 404),
    ("/money/statements/person/{case}", 404),
    ("/money/statements/account/commission:us:CNY", 404),
    ("/money/statements/case/none/sheet.csv", 404),
)


def test_what_cannot_be_is_refused_by_name(board, as_staff):
    browser = as_staff(Role.AUDITOR)

    for path, status in ODD:
        assert browser.get(path.format(case=board.case_id)).status_code == status, path


def test_sheets_at_once_are_bounded(board, as_staff):
    browser = as_staff(Role.AUDITOR)
    places = [
        reports_views.take_place(reports_views.exports) for _ in range(reports_views.EXPORTS_AT_ONCE_MAX)
    ]

    answer = browser.get(f"/money/statements/case/{board.case_id}/sheet.csv")

    for place in places:
        place.close()
    assert answer.status_code == 429
    assert browser.get(f"/money/statements/case/{board.case_id}/sheet.csv").status_code == 200


def test_a_bidder_reads_the_own_money_and_no_account_of_others(world, client, sold):
    round_id, _, ann, bo = sold
    people.sign_in(client, people.email_of(world, bo.account_id))

    own = client.get(f"/my/rounds/{round_id}/money")

    assert own.status_code == 200
    assert "My money in this round" in own.text
    assert ann.code not in own.text
    assert "/money/statements/" not in own.text
    assert client.get("/my/rounds/none/money").status_code == 404
    assert client.get("/money/trial-balance").status_code == 403
