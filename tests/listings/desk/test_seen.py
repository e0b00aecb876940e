"""Only what two people both changed is a conflict."""

from __future__ import annotations

import pytest

from listings.desk.seen import Seen, is_current, mark_of, theirs
from listings.desk.steps import FIELDS_OF, Step

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
