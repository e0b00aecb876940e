"""The two forms of an export."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest

from auction.audit.entry import entry_hash
from auction.kernel.doors import Role
from auction.reports.export import COLUMNS, Form, format_rows, may_export
from auction.reports.filters import What

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


def entry(position=1, body=b'{"a":"\xe6\xb3\x95 \\"\\n"}', chain="l1"):
    return {
        **dict.fromkeys(COLUMNS[What.ENTRIES, Form.CSV]),
        "position": position,
        "chain": chain,
        "number": position,
        "kind": "lot.opened",
        "at": AT,
        "body": body,
        "hash": entry_hash(body),
    }


def bid(**changes):
    columns = dict.fromkeys(COLUMNS[What.BIDS, Form.CSV])
    return {**columns, "amount_minor": 74_400_000, "received_at": AT, "extended": False, **changes}


def written(rows, what, form):
    return b"".join(format_rows(rows, what, form))


def test_a_line_of_entries_holds_the_exact_bytes_that_were_hashed():
    line = json.loads(written([entry()], What.ENTRIES, Form.JSONL))

    assert list(line) == ["position", "chain", "number", "hash", "body"]
    assert entry_hash(line["body"].encode()) == line["hash"]


def test_csv_begins_with_a_byte_order_mark_and_reads_back():
    text = written([entry(), entry(2)], What.ENTRIES, Form.CSV)

    assert text.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(text.decode("utf-8-sig"))))
    assert [row["position"] for row in rows] == ["1", "2"]
    assert rows[0]["body"].encode() == entry()["body"]
    assert (rows[0]["at"], rows[0]["lot_id"]) == ("2026-03-01T10:00:00.000000Z", "")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_no_cell_is_run_as_a_formula(start):
    text = written([bid(bid_key=f"{start}HYPERLINK(1)")], What.BIDS, Form.CSV).decode("utf-8-sig")

    [row] = csv.DictReader(io.StringIO(text, newline=""))
    assert row["bid_key"] == f"'{start}HYPERLINK(1)"


def test_amounts_are_text_in_json_lines_so_that_every_reader_keeps_them_exact():
    line = json.loads(written([bid(needed_minor=None)], What.BIDS, Form.JSONL))

    assert (line["amount_minor"], line["needed_minor"], line["extended"]) == ("74400000", None, False)


def test_nothing_found_is_a_header_or_nothing():
    assert written([], What.BIDS, Form.JSONL) == b""
    assert written([], What.BIDS, Form.CSV).decode("utf-8-sig").startswith("court_id,")


def test_rows_leave_a_few_hundred_at_a_time():
    taken = []

    def rows():
        for position in range(1, 2001):
            taken.append(position)
            yield entry(position)

    first = next(format_rows(rows(), What.ENTRIES, Form.JSONL))

    assert first.count(b"\n") == len(taken) == 500


@pytest.mark.parametrize("role", list(Role))
def test_entries_and_bids_are_anybodys(role):
    assert may_export(What.ENTRIES, role) is None
    assert may_export(What.BIDS, role) is None


@pytest.mark.parametrize("role", list(Role))
def test_transfers_are_the_auditors_and_the_finance_offices(role):
    refused = may_export(What.TRANSFERS, role) is not None

    assert refused == (role not in (Role.AUDITOR, Role.FINANCE))
