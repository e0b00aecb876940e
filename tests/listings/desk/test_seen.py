"""Only what two people both changed is a conflict."""

from __future__ import annotations

import pytest

from listings.desk.seen import Seen, is_current, is_same_asset, mark_of, theirs, unsaved
from listings.desk.steps import FIELDS_OF, Step
from listings.draft_form import ASSET_FIELDS

SHOWN = {"title": "Flat", "place": "Lakeside", "taxes": "By law."}


def test_a_mark_is_of_the_named_fields_only() -> None:
    changed = SHOWN | {"taxes": "Other."}

    assert mark_of(SHOWN, ["title", "place"]) == mark_of(changed, ["title", "place"])
    assert mark_of(SHOWN, ["title", "taxes"]) != mark_of(changed, ["title", "taxes"])
    assert mark_of({"a": "1", "b": ""}, ["a", "b"]) != mark_of({"a": "", "b": "1"}, ["a", "b"])


def test_what_another_wrote_is_told_by_field() -> None:
    written = {"title": "House", "place": "Lakeside ", "remarks": "line\r\nline"}
    stored = SHOWN | {"remarks": "line\nline"}

    assert theirs(written, stored, ["title", "place", "taxes", "remarks"]) == {"title": "Flat"}


MARK = mark_of(SHOWN, FIELDS_OF[Step.PROPERTY])


@pytest.mark.parametrize(
    ("seen", "named", "current"),
    [
        (Seen(3), {"title", "taxes"}, True),
        (Seen(2), {"title"}, False),
        (Seen(2, Step.PROPERTY, MARK), {"title"}, True),
        (Seen(2, Step.PROPERTY, MARK), {"title", "taxes"}, False),
        (Seen(2, Step.PROPERTY, "other"), {"title"}, False),
        (Seen(2, Step.NOTICE, MARK), {"title"}, False),
    ],
)
def test_a_page_whose_texts_still_stand_is_current(seen: Seen, named: set[str], current: bool) -> None:
    assert is_current(seen, version=3, shown=SHOWN, named=named) is current


def test_what_cannot_be_saved_is_what_somebody_wrote_and_nobody_stored() -> None:
    written = {"title": "House", "place": " Lakeside", "taxes": "", "csrf_token": "x"}

    assert unsaved(written, SHOWN, ["title", "place", "taxes", "remarks"]) == {"title": "House"}


@pytest.mark.parametrize(
    ("seen", "same"),
    [
        (Seen(3), True),
        (Seen(2), False),
        (Seen(2, mark=mark_of(SHOWN, ASSET_FIELDS)), True),
        (Seen(2, mark=mark_of(SHOWN | {"place": "Hill"}, ASSET_FIELDS)), False),
    ],
)
def test_an_asset_that_still_reads_as_it_did_is_the_same(seen: Seen, same: bool) -> None:
    assert is_same_asset(seen, version=3, shown=SHOWN) is same
