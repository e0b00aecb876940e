"""The report as CSV."""

from __future__ import annotations

import csv

import pytest

from auction.kernel.refusal import Refusal
from listings.desk.steps import Place, Step
from listings.imports import report
from listings.imports.judge import Judged
from listings.imports.mapping import KR_COURT_LIST
from listings.imports.reader import Row
from listings.imports.reason import RowReason, Violation
from tests.support.imports import make_row

REFUSED = (Refusal(RowReason.NOT_CSV, ""),)


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


def test_a_fault_is_the_first_refusal_and_what_stands_there():
    refusal = Refusal(RowReason.PRICE_MALFORMED, "R-18", {"column": "appraisal_krw", "given": "?"})
    row = make_row(appraisal_krw="?" * 300)

    assert report.fault_of(Judged(row, None, (refusal,))) == ("appraisal_krw", "?" * 200)
    assert report.fault_of(Judged(row, None, REFUSED)) == ("", "")


def test_a_key_of_several_columns_is_wrong_in_each():
    refusals = (
        Refusal(RowReason.FIELD_MISSING, "", {"column": "b"}),
        Refusal(RowReason.KEY_REPEATED, "", {"column": "a + b", "first": 1}),
        REFUSED[0],
    )

    assert report.wrong_columns(refusals) == {"a": refusals[1], "b": refusals[0]}


@pytest.mark.parametrize(
    ("reason", "place"),
    [
        (Violation.ABOVE_REFERENCE, Place(Step.PRICE, "starting_price")),
        (Violation.BELOW_LATER_FLOOR, Place(Step.PRICE, "starting_price")),
        ("price_below_floor", Place(Step.PRICE, "starting_price")),
        ("increment_above_price", Place(Step.PRICE, "increment")),
        ("deposit_too_large", Place(Step.PRICE, "deposit")),
        (Violation.ROUNDS_EXHAUSTED, None),
    ],
)
def test_a_violation_leads_to_the_field_of_the_draft_that_mends_it(reason, place):
    assert report.place_in_draft(Refusal(reason, "")) == place
