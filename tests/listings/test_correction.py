"""What a corrected notice says differently."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from auction.rules.rule_sets import CURRENT, rule_set
from listings import words
from listings.correction import Change, changes, judge_lead

RULES = rule_set(CURRENT)
AT = datetime(2026, 3, 1, tzinfo=UTC)

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


@pytest.mark.parametrize(
    ("names", "days", "reason"),
    [
        # Thirty days of a flat run anew from a material change, to the instant.
        pytest.param(["taxes"], 30, "", id="R-22/30"),
        pytest.param(["taxes"], 29, "corrected_too_late", id="R-22/31"),
        pytest.param(["viewing", "asset_known_defects"], 29, "corrected_too_late", id="R-22/32"),
        pytest.param(["findings"], 29, "corrected_too_late", id="R-22/33"),
        pytest.param(["priorities"], 0, "corrected_too_late", id="R-22/34"),
        # What bidders do not rely on restarts nothing.
        pytest.param(["viewing", "court_contact", "photos", "documents", "remarks"], 0, "", id="R-22/35"),
        pytest.param([], 0, "", id="R-22/36"),
    ],
)
def test_a_material_change_restarts_the_lead_time(names: list[str], days: int, reason: str) -> None:
    found = [Change(name, "before", "after") for name in names]
    opens_at = AT + timedelta(days=days)

    refusal = judge_lead(found, opens_at=opens_at, earliest=AT + timedelta(days=30), rules=RULES)

    assert (str(refusal.reason) if refusal else "") == reason


def test_every_material_change_has_a_name_and_a_label() -> None:
    assert set(RULES.listed("material_changes")) <= set(words.FIELDS)


def test_two_assets_are_compared_together() -> None:
    two = NOTICE | {"assets": [*NOTICE["assets"], NOTICE["assets"][0] | {"place": "North Hill"}]}

    assert Change("asset_place", "Lakeside", "Lakeside\nNorth Hill") in changes(NOTICE, two)
