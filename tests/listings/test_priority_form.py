"""A place on the priority list is read without keeping the id number."""

from __future__ import annotations

import pytest

from listings.lot import PriorityPlace
from listings.priority_form import read_priority

FORM = {"id_number": " 1101 ", "rank": "2", "basis": " Tenant "}


def digest(number: str) -> str:
    """Stand in for the vault's keyed hash."""
    return f"digest of {number}"


def test_only_the_digest_stays() -> None:
    assert read_priority(FORM, digest=digest) == (PriorityPlace("digest of 1101", 2, "Tenant"), {})


@pytest.mark.parametrize(
    ("field", "text", "reason"),
    [
        ("id_number", "", "listing_id_number_missing"),
        ("id_number", "1" * 41, "listing_id_number_missing"),
        ("rank", "0", "listing_rank_unreadable"),
        ("rank", "101", "listing_rank_unreadable"),
        ("rank", "one", "listing_rank_unreadable"),
        ("rank", "١", "listing_rank_unreadable"),
        ("basis", " ", "listing_basis_missing"),
        ("basis", "x" * 201, "listing_text_too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(field: str, text: str, reason: str) -> None:
    place, errors = read_priority(FORM | {field: text}, digest=digest)

    assert place is None
    assert {name: str(refusal.reason) for name, refusal in errors.items()} == {field: reason}
