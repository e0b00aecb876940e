"""The trail as a file."""

from __future__ import annotations

import csv
import io
import json

from auction.reports.trail.document import COLUMNS, Form, format_trail, row_of
from tests.auction.reports.trail.test_page import make_page
from tests.auction.reports.trail.test_trail import AT, HOUR

NOW = AT + 9 * HOUR


def written(form):
    return b"".join(format_trail(make_page(), form, at=NOW)).decode("utf-8-sig")


def test_a_row_has_each_column():
    row = row_of(make_page().trail.lines[5], NOW)

    assert set(row) == set(COLUMNS)
    assert (row["number"], row["purpose"], row["debit"], row["credit"]) == (
        *(6, "DEPOSIT_RETURNED", "deposit:B2Q9M", "payable:B2Q9M"),
    )
    assert (row["amount_minor"], row["clock"], row["sent_at"]) == (
        *("2000", "sent", "2026-03-01T13:00:00.000000Z"),
    )


def test_csv_has_every_line():
    rows = list(csv.DictReader(io.StringIO(written(Form.CSV))))

    assert len(rows) == 13
    assert sum(int(row["amount_minor"]) for row in rows if row["credit"] == "case") == 10_000


def test_json_has_the_lines_the_proof_the_ranks_and_no_commission():
    told = json.loads(written(Form.JSON))

    assert (told["commission"], told["currency"], len(told["lines"])) == ("none", "CNY", 13)
    assert (told["proof"]["holds"], told["proof"]["findings"]) == (True, [])
    assert told["proof"]["received_minor"] == "12500"
    assert [line["rank"] for line in told["ranks"]] == ["costs", "secured", "claims", "surplus"]
    assert told["rounds"][0]["hammer_price_minor"] == "10000"


def test_no_file_has_an_id_of_a_person_a_payment_a_case_or_a_court():
    said = written(Form.CSV) + written(Form.JSON)

    assert [word for word in ("enrol-", "pay-odd", "case-7", "court-east", "in:") if word in said] == []
