"""What an officer writes about an asset is read as a kind and answers, or refused by name."""

from __future__ import annotations

import pytest

from auction.kernel.limits import TEXT_LENGTH_MAX
from auction.rules.asset_class import AssetClass
from auction.rules.asset_kind import AssetKind
from listings.asset import Asset
from listings.diligence.finding import Finding
from listings.diligence.wish import form_of, read_findings, read_kind

CAR = Asset(AssetClass.MOVABLE, "A car")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("VEHICLE", AssetKind.VEHICLE),
        ("GOODS", AssetKind.GOODS),
        ("HOME", "asset_kind_of_other_class"),
        ("", "asset_kind_unknown"),
        ("SHIP", "asset_kind_unknown"),
        ("vehicle", "asset_kind_unknown"),
    ],
)
def test_a_kind_belongs_to_the_class_of_its_asset(text, expected):
    kind = read_kind(text, CAR)

    assert (kind if isinstance(kind, AssetKind) else str(kind.reason)) == expected


def test_answers_are_read_clean_and_the_empty_ones_left_out():
    form = {
        "found-mileage": " 48,210 km\r\n",
        "found-registration": "Asked.",
        "tried-registration": "yes",
        "found-emission_standard": " \x00 ",
        "found-unasked": "Dropped.",
    }

    found, errors = read_findings(form, ("registration", "mileage", "emission_standard"))

    assert found == {"registration": Finding("Asked.", established=False), "mileage": Finding("48,210 km")}
    assert errors == {}


@pytest.mark.parametrize(("length", "is_read"), [(TEXT_LENGTH_MAX, True), (TEXT_LENGTH_MAX + 1, False)])
def test_an_answer_has_a_longest_length(length, is_read):
    found, errors = read_findings({"found-mileage": "k" * length}, ("mileage",))

    assert ("mileage" in found, "mileage" in errors) == (is_read, not is_read)


def test_a_form_shows_what_was_read_of_it():
    found = {"mileage": Finding("48,210 km"), "registration": Finding("Asked.", established=False)}

    assert read_findings(form_of(found), ("mileage", "registration")) == (found, {})
