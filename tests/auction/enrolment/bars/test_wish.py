"""A person for the court's list, as a form names them."""

from __future__ import annotations

from datetime import date

import pytest

from auction.enrolment.bars.bar import Extent, Nearness, Relation
from auction.enrolment.bars.wish import BlockWish, CheckWish, read_block, read_check
from tests.support.people import ID_NUMBERS

FORM = {"id_number": ID_NUMBERS[0], "relation": "AUX", "nearness": "STAFF", "extent": "LOT"}
TODAY = date(2026, 3, 1)


def test_a_right_form_leaves_only_a_digest():
    wish = read_block(FORM, digest=lambda number: f"<{len(number)}>", today=TODAY)

    assert wish == BlockWish("<18>", Relation.AUX, Nearness.STAFF, Extent.LOT)


@pytest.mark.parametrize(
    ("field", "given", "reason"),
    [
        ("id_number", "", "blocked_number_wrong"),
        ("id_number", "110101199003077580", "blocked_number_wrong"),
        ("id_number", "9" * 5_000, "blocked_number_wrong"),
        ("relation", "aux", "blocked_relation_unknown"),
        ("nearness", "", "blocked_nearness_unknown"),
        ("extent", "WORLD", "blocked_extent_unknown"),
    ],
)
def test_each_wrong_field_is_named(field, given, reason):
    (refusal,) = read_block({**FORM, field: given}, digest=str, today=TODAY)

    assert refusal.reason == reason


def test_everything_that_is_wrong_is_named_at_once():
    assert len(read_block({}, digest=str, today=TODAY)) == 4


CHECK = {"id_number": ID_NUMBERS[0], "found": "yes", "checked_on": "2026-03-01", "document": "Register"}


def test_a_check_is_read_with_its_day_and_document():
    wish = read_check(CHECK, digest=lambda number: f"<{len(number)}>", today=TODAY)

    assert wish == CheckWish("<18>", True, TODAY, "Register")


@pytest.mark.parametrize(
    ("field", "given", "reason"),
    [
        ("id_number", "1", "blocked_number_wrong"),
        ("found", "maybe", "check_found_unknown"),
        ("checked_on", "2026-03-02", "check_day_unreadable"),
        ("checked_on", "2026-02-30", "check_day_unreadable"),
        ("checked_on", "２０２６-03-01", "check_day_unreadable"),
        ("checked_on", "", "check_day_unreadable"),
        ("document", " ", "check_document_missing"),
    ],
)
def test_each_wrong_field_of_a_check_is_named(field, given, reason):
    (refusal,) = read_check({**CHECK, field: given}, digest=str, today=TODAY)

    assert (refusal.reason, refusal.rule) == (reason, "R-38")
