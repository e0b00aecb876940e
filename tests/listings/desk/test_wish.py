"""What an officer may ask the list of the desk for."""

from __future__ import annotations

from listings.desk.wish import DeskWish, read_desk_wish


def test_a_wish_is_read_and_what_names_nothing_is_left_out() -> None:
    asked = {
        "state": "DRAFT",
        "status": "nowhere",
        "case": "k" * 40,
        "violations": "1",
        "q": " Flat ",
        "page": "2",
    }

    assert read_desk_wish(asked) == DeskWish(
        "DRAFT", "", "k" * 32, with_violations=True, words="flat", page=2
    )
    assert read_desk_wish({"state": "x"}) == DeskWish()
