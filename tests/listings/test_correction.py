"""What a corrected notice says differently."""

from __future__ import annotations

from typing import Any

import pytest

from listings.correction import Change, changes

NOTICE: dict[str, Any] = {
    "title": "Flat",
    "parties_notified_on": "",
    "court_contact": "Room 214",
    "supervision": "Desk",
    "platform": "http://auction.test",
    "assets": [
        {"title": "Flat", "description": "Third floor.", "place": "Lakeside", "known_defects": "None."}
    ],
    "words": {"taxes": "None.", "viewing": "Mondays."},
    "priorities": [{"rank": 1, "basis": "Co-owner"}],
    "photos": [{"id": "p", "alt": "House", "hash": "aa"}],
    "documents": [{"id": "d", "title": "Appraisal", "hash": "b" * 64, "page_count": 2}],
}


def test_nothing_changed() -> None:
    assert changes(NOTICE, NOTICE) == ()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"title": "House"}, Change("title", "Flat", "House")),
        ({"words": {"taxes": "Some.", "viewing": "Mondays."}}, Change("taxes", "None.", "Some.")),
        ({"words": {"taxes": "None."}}, Change("viewing", "Mondays.", "")),
        ({"priorities": []}, Change("priorities", "1. Co-owner", "")),
        ({"photos": []}, Change("photos", "House (aa)", "")),
        (
            {"photos": [{"id": "q", "alt": "House", "hash": "bb"}]},
            Change("photos", "House (aa)", "House (bb)"),
        ),
        ({"documents": []}, Change("documents", "Appraisal (bbbbbbbbbbbb)", "")),
        (
            {"assets": [NOTICE["assets"][0] | {"known_defects": "A crack."}]},
            Change("asset_known_defects", "None.", "A crack."),
        ),
    ],
)
def test_each_change_is_named_with_before_and_after(changed: dict[str, Any], expected: Change) -> None:
    assert changes(NOTICE, NOTICE | changed) == (expected,)


def test_two_assets_are_compared_together() -> None:
    two = NOTICE | {"assets": [*NOTICE["assets"], NOTICE["assets"][0] | {"place": "North Hill"}]}

    assert Change("asset_place", "Lakeside", "Lakeside\nNorth Hill") in changes(NOTICE, two)
