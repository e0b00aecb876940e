"""The report as CSV."""

from __future__ import annotations

import csv

import pytest

from auction.kernel.refusal import Refusal
from listings.imports import report
from listings.imports.judge import Judged
from listings.imports.mapping import KR_COURT_LIST
from listings.imports.reader import Row
from listings.imports.reason import RowReason
from tests.support.imports import make_row

REFUSED = (Refusal(RowReason.NOT_CSV, ""),)


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("＝1+1", "'＝1+1"),
        ("＠SUM(A1)", "'＠SUM(A1)"),
        ("plain", "plain"),
        ("1-2", "1-2"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text, cell):
    assert report.safe_cell(text) == cell


def test_a_line_comes_back_as_its_cells():
    cells = ["1", 'a "b", c', "two\nlines", "'=x"]

    (read,) = csv.reader([report.format_line(["1", 'a "b", c', "two\nlines", "=x"])])

    assert read == cells


def test_an_unreadable_row_is_told_by_the_beginning_of_its_line():
    judged = Judged(Row(3, 4, {}, REFUSED[0], 'x,"y'), None, REFUSED)

    told = report.told(judged, KR_COURT_LIST)

    assert (told.court_name, told.case_number, told.title) == ("", "", 'x,"y')


def test_a_refused_row_is_told_by_court_and_case_that_fit_their_columns():
    judged = Judged(make_row(court="c" * 500, case_number="n\x00" * 90), None, REFUSED)

    told = report.told(judged, KR_COURT_LIST)

    assert (len(told.court_name), len(told.case_number)) == (200, 80)
    assert "\x00" not in told.case_number
