"""A judge gives both grounds, in no more than a page can show."""

from __future__ import annotations

import pytest

from auction.kernel.refusal import Refusal
from listings.grounds import Grounds, read_grounds


@pytest.mark.parametrize(
    ("reason", "basis", "expected"),
    [
        ("", "L1 §28", "act_without_reason_or_basis"),
        ("Objection.", "", "act_without_reason_or_basis"),
        ("x" * 401, "L1 §28", "listing_text_too_long"),
        ("x" * 400, "L1 §28", ""),
    ],
)
def test_both_grounds_are_needed(reason: str, basis: str, expected: str) -> None:
    found = read_grounds(reason, basis)

    assert (str(found.reason) if expected else found) == (expected or Grounds(reason, basis))
    assert isinstance(found, Refusal) == bool(expected)
