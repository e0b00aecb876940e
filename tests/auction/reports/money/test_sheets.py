"""Trial balance and statement as rows of a sheet."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

from auction.ledger.accounts import Kind
from auction.ledger.statement import Scope, page_of
from auction.reports.money.sheets import STATEMENT_COLUMNS, TRIAL_COLUMNS, statement_rows, trial_rows
from auction.reports.money.statement import Of, Subject, shown
from auction.reports.money.trial import TrialRow, trial_of
from auction.reports.sheet import format_sheet
from tests.auction.reports.trail.test_trail import CNY, SETTLED, yuan


def read_back(columns, rows):
    text = b"".join(format_sheet(columns, rows)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_trial_balance_ends_with_its_sums():
    found = [
        TrialRow(Kind.BANK, 1, yuan(30), yuan(0)),
        TrialRow(Kind.DEPOSIT, 2, yuan(0), yuan(30)),
    ]

    rows = read_back(TRIAL_COLUMNS, trial_rows(trial_of(found, CNY)))

    assert len(rows) == len(Kind) + 1
    assert rows[-1] == {"kind": "TOTAL", "count": "3", "debit": "30.00", "credit": "30.00", "currency": CNY}


def test_a_statement_stands_between_its_opening_and_its_closing():
    scope = Scope(CNY, court_id="court-east")
    page = page_of(scope, yuan(0), SETTLED[:3], limit=50)
    lines = [shown(Subject(Of.COURT, "court-east", scope), line) for line in page.lines]

    rows = read_back(STATEMENT_COLUMNS, statement_rows(page.opening, lines))

    assert [row["purpose"] for row in rows] == [
        *("OPENING", "DEPOSIT_PAID", "DEPOSIT_PAID", "UNMATCHED_PAID", "CLOSING"),
    ]
    assert [row["balance"] for row in rows] == ["0.00", "20.00", "40.00", "45.00", "45.00"]
    assert (rows[1]["debit"], rows[1]["credit"], rows[1]["lot_id"]) == ("", "20.00", "lot-1")


def test_an_empty_statement_closes_as_it_opened():
    rows = list(statement_rows(yuan(-7), []))

    assert [row["balance"] for row in rows] == [Decimal("-7.00")] * 2
    assert read_back(STATEMENT_COLUMNS, rows)[0]["balance"] == "-7.00"
