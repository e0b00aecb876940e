"""Tables as CSV."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest

from auction.reports.sheet import CHUNK_ROWS_MAX, format_sheet

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


def written(columns, rows):
    return b"".join(format_sheet(columns, rows))


def test_a_sheet_begins_with_a_byte_order_mark_and_reads_back():
    text = written(["at", "word"], [{"at": AT, "word": 'a "b",\nc'}]).decode("utf-8")

    assert text.startswith("\ufeffat,word\r\n")
    (row,) = csv.DictReader(io.StringIO(text.removeprefix("\ufeff")))
    assert row == {"at": "2026-03-01T10:00:00.000000Z", "word": 'a "b",\nc'}


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@a", "\ta", "\ra", "\na", "＝1", "＋1", "－1", "＠a"])
def test_no_cell_is_run_as_a_formula(text):
    rows = written(["word"], [{"word": text}]).decode("utf-8-sig")

    assert next(csv.DictReader(io.StringIO(rows, newline="")))["word"] == f"'{text}"


@pytest.mark.parametrize(("value", "cell"), [(None, ""), (-5, "-5"), (0, "0"), (b"ab", "ab"), (True, "True")])
def test_what_is_no_text_stays_what_it_is(value, cell):
    assert (
        written(["word", "end"], [{"word": value, "end": "x"}]).decode("utf-8-sig").splitlines()[1]
        == f"{cell},x"
    )


def test_rows_leave_some_hundred_at_a_time():
    pieces = list(format_sheet(["n"], ({"n": n} for n in range(CHUNK_ROWS_MAX + 1))))

    assert [piece.count(b"\r\n") for piece in pieces] == [1, CHUNK_ROWS_MAX, 1]
