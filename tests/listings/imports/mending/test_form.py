"""What somebody writes instead of a refused row."""

from __future__ import annotations

import pytest

from auction.kernel.refusal import Refusal
from auction.rules.asset_class import AssetClass
from listings.imports.judge import Judged
from listings.imports.mapping import KR_COURT_LIST
from listings.imports.mending import form
from listings.imports.mending.form import Change, Said
from listings.imports.reader import Row
from listings.imports.reason import RowReason
from tests.support.imports import make_cells


def test_each_column_is_a_field_and_nothing_else_is_read():
    sent = {"cell-court": " Harbour \n Court ", "cell-planted": "x", "court": "y", "asset_class": "MOVABLE"}

    said = form.read_said(sent, KR_COURT_LIST)

    assert said.asset_class == "MOVABLE"
    assert said.cells == {**dict.fromkeys(KR_COURT_LIST.columns, ""), "court": "Harbour Court"}
    assert form.read_said({"asset_class": "SHIP"}, KR_COURT_LIST).asset_class == ""


def test_a_change_is_one_text_in_one_column_or_a_class():
    said = Said({"a": "1", "b": "2"})

    text = form.read_change({"written": " 3 "}, "b")
    chosen = form.read_change({"asset_class": "MOVABLE", "written": ""}, "b")

    assert (text, chosen) == (Change("b", "3"), Change("b", "", "MOVABLE"))
    assert form.apply(said, text) == Said({"a": "1", "b": "3"})
    assert form.apply(said, chosen) == Said({"a": "1", "b": "2"}, "MOVABLE")
    assert form.apply(form.apply(said, chosen), text).asset_class == "MOVABLE"


def test_what_is_written_is_a_row_again():
    row = form.row_of(Said({"a": "1"}, "OTHER_RIGHT"), number=7, line=9)

    assert (row.number, row.line, row.cells, row.refusal) == (7, 9, {"a": "1"}, None)
    assert row.asset_class is AssetClass.OTHER_RIGHT
    assert form.row_of(Said({}), number=1, line=2).asset_class is None


@pytest.mark.parametrize(
    ("result", "mended_count", "seen", "reason"),
    [
        ("REFUSED", 0, 0, None),
        ("REFUSED", 2, 2, None),
        ("REFUSED", 1, 0, "row_changed_meanwhile"),
        ("REFUSED", 0, -1, "row_changed_meanwhile"),
        ("DRAFT", 1, 0, "row_not_refused"),
        ("DRAFT_WITH_VIOLATIONS", 0, 0, "row_not_refused"),
    ],
)
def test_a_row_is_mended_as_it_was_seen(result, mended_count, seen, reason):
    refusal = form.judge_open(result, mended_count, seen)

    assert (refusal and str(refusal.reason)) == reason


@pytest.mark.parametrize(
    ("reason", "column", "mended"),
    [
        (RowReason.PRICE_MALFORMED, "appraisal_krw", False),
        (RowReason.PRICE_MALFORMED, "minimum_price_krw", True),
        (RowReason.PRICE_BEYOND_BOUND, "appraisal_krw", True),
    ],
)
def test_a_row_with_another_fault_has_lost_this_one(reason, column, mended):
    refusals = (Refusal(RowReason.PRICE_MALFORMED, "R-18", {"column": "appraisal_krw"}),)
    judged = Judged(Row(1, 2, make_cells()), None, refusals)

    assert form.is_mended(judged, reason, column) is mended


@pytest.mark.parametrize(
    ("reason", "column", "together"),
    [
        (RowReason.TYPE_UNKNOWN, "property_type", True),
        (RowReason.COURT_NOT_NAMED, "court", True),
        (RowReason.KEY_REPEATED, "court + case_number + item_no", False),
        (RowReason.CURRENCY_DIFFERS, "court", False),
        (RowReason.ZONE_DIFFERS, "court", False),
        (RowReason.NOT_CSV, "", False),
        (RowReason.TYPE_UNKNOWN, "planted", False),
    ],
)
def test_only_what_one_value_can_mend_is_mended_together(reason, column, together):
    assert form.can_be_mended_together(reason, column, KR_COURT_LIST) is together


def test_cells_are_kept_as_json():
    assert form.cells_of('{"a": "1"}') == {"a": "1"}
