"""Only what two people both changed is a conflict."""

from __future__ import annotations

from listings.desk.seen import mark_of, theirs

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
