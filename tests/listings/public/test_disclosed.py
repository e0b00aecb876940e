"""The eleven things of R-23, as a notice has them."""

from __future__ import annotations

from typing import Any

from listings.public import names
from listings.public.disclosed import disclosed
from tests.support.listings import WORDS


def paper(**changes: Any) -> dict[str, Any]:
    whole = {
        "words": dict(WORDS),
        "priorities": [{"rank": 1, "basis": "Co-owner"}],
        "documents": [{"id": "d"}],
        "photos": [{"id": "p"}],
        "court_name": "Court of the East",
        "court_contact": "Room 12",
        "supervision": "Room 9",
    }
    return whole | changes


def test_there_are_eleven_in_the_order_of_the_law_and_each_has_a_name() -> None:
    found = disclosed(paper())

    assert [each.number for each in found] == list(range(1, 12))
    assert [each.name for each in found] == list(names.DISCLOSED)


def test_a_complete_notice_has_all_but_what_is_left_to_it() -> None:
    found = disclosed(paper())

    assert [each.name for each in found if not each.applies] == ["other"]


def test_what_the_notice_does_not_say_does_not_apply() -> None:
    bare = disclosed(paper(words={}, priorities=[], documents=[], photos=[]))

    assert [each.name for each in bare if each.applies] == ["notice", "rules", "court"]


def test_the_words_of_the_notice_stand_with_their_thing() -> None:
    found = {each.name: each for each in disclosed(paper(words=WORDS | {"viewing": "Tuesdays."}))}

    assert found["priority_holders"].texts == ("None known.", "1. Co-owner")
    assert found["pricing_basis"].texts == ("Appraisal of 2025-12-01.",)
    assert found["other"].texts == ("Tuesdays.",)
    assert {each.place for each in found.values()} - {""} == set(names.PLACES)


def test_the_enforced_document_is_linked_or_the_reason_is_said() -> None:
    shown, withheld, older = (
        {each.name: each for each in disclosed(paper(**chosen))}["enforcement_basis"]
        for chosen in ({"enforcement_shown": "d" * 32}, {"enforcement_shown": "MINORS"}, {})
    )

    assert (shown.document_id, shown.withheld) == ("d" * 32, "")
    assert (withheld.document_id, withheld.withheld) == ("", "MINORS")
    assert (older.document_id, older.withheld) == ("", "")
