"""A place on the priority list is read without keeping the id number."""

from __future__ import annotations

from datetime import date

import pytest

from listings.lot import PriorityPlace
from listings.priority_form import read_priority

FORM = {"id_number": " 11010119900307758X ", "rank": "2", "basis": " Tenant "}
TODAY = date(2026, 3, 1)


def digest(number: str) -> str:
    """Stand in for the vault's keyed hash."""
    return f"digest of {number}"


def test_only_the_digest_stays() -> None:
    place = PriorityPlace("digest of 11010119900307758X", 2, "Tenant")

    assert read_priority(FORM, digest=digest, today=TODAY) == (place, {})


@pytest.mark.parametrize(
    "typed",
    [
        "11010119900307758x",
        "１１０１０１１９９００３０７７５８Ｘ",
        "110101-19900307-758X",
        "110101 19900307 758 x",
    ],
)
def test_a_number_is_found_however_it_was_typed(typed: str) -> None:
    place, _ = read_priority(FORM | {"id_number": typed}, digest=digest, today=TODAY)

    assert place is not None
    assert place.identity_digest == digest("11010119900307758X")


def test_a_company_may_have_a_priority_right() -> None:
    place, errors = read_priority(FORM | {"id_number": "91110000600037341L"}, digest=digest, today=TODAY)

    assert place is not None and not errors


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("id_number", "", "listing_id_number_missing"),
        ("id_number", "1" * 41, "listing_id_number_wrong"),
        ("id_number", "110101199003077581", "listing_id_number_wrong"),
        ("id_number", "11010120900307758X", "listing_id_number_wrong"),
        ("rank", "0", "listing_rank_unreadable"),
        ("rank", "101", "listing_rank_unreadable"),
        ("rank", "one", "listing_rank_unreadable"),
        ("rank", "١", "listing_rank_unreadable"),
        ("basis", " ", "listing_basis_missing"),
        ("basis", "x" * 201, "listing_text_too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(field: str, text: str, reason: str) -> None:
    place, errors = read_priority(FORM | {field: text}, digest=digest, today=TODAY)

    assert place is None
    assert {name: str(refusal.reason) for name, refusal in errors.items()} == {field: reason}
