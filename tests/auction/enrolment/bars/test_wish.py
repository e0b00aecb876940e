"""A person for the court's list, as a form names them."""

from __future__ import annotations

from datetime import date

import pytest

from auction.enrolment.bars.bar import Extent, Nearness, Relation
from auction.enrolment.bars.wish import BlockWish, read_block
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
