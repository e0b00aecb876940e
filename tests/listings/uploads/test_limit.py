"""How many photos and documents a lot has at most."""

from __future__ import annotations

import pytest

from auction.kernel.refusal import Refusal
from listings.document import DOCUMENTS_MAX
from listings.notice import Attachment
from listings.photo import PHOTOS_MAX
from listings.uploads import limit


@pytest.mark.parametrize(
    ("words", "count", "reason"),
    [
        ("", PHOTOS_MAX - 1, ""),
        ("x" * 201, PHOTOS_MAX, "listing_text_too_long"),
        ("A house", PHOTOS_MAX, "too_many_photos"),
        ("A house", PHOTOS_MAX - 1, ""),
    ],
)
def test_photos_have_a_limit_and_their_words_may_follow(words: str, count: int, reason: str) -> None:
    refusal = limit.judge_photo(words, count=count)

    assert (str(refusal.reason) if refusal else "") == reason


def test_only_a_file_of_the_draft_is_removed() -> None:
    listed = [Attachment("p1", "House", "aa")]

    assert limit.judge_removal("p1", listed) is None
    assert str(getattr(limit.judge_removal("p2", listed), "reason", "")) == "upload_not_in_draft"


@pytest.mark.parametrize(
    ("words", "count", "reason"),
    [
        ("", 0, "document_without_title"),
        ("Appraisal", DOCUMENTS_MAX, "too_many_documents"),
        ("Appraisal", DOCUMENTS_MAX - 1, ""),
    ],
)
def test_documents_have_a_title_and_a_limit(words: str, count: int, reason: str) -> None:
    refusal = limit.judge_document(words, count=count)

    assert (str(refusal.reason) if refusal else "") == reason


@pytest.mark.parametrize(
    ("to", "order"),
    [
        ("up", "bac"),
        ("down", "acb"),
        ("1", "bac"),
        ("3", "acb"),
        ("0", "bac"),
        ("999", "acb"),
    ],
)
def test_a_file_moves_among_the_others(to: str, order: str) -> None:
    assert limit.moved("abc", "b", to) == list(order)


@pytest.mark.parametrize(
    ("file_id", "to", "reason"),
    [
        ("x", "up", "upload_not_in_draft"),
        ("a", "", "upload_no_place_to_move"),
        ("a", "-1", "upload_no_place_to_move"),
        ("a", "٢", "upload_no_place_to_move"),
        ("a", "9" * 5000, "upload_no_place_to_move"),
    ],
)
def test_a_move_that_leads_nowhere_is_refused(file_id: str, to: str, reason: str) -> None:
    refusal = limit.moved(["a", "b"], file_id, to)

    assert isinstance(refusal, Refusal) and str(refusal.reason) == reason


def test_the_ends_of_the_order_stay() -> None:
    assert limit.moved("ab", "a", "up") == ["a", "b"]
    assert limit.moved("ab", "b", "down") == ["a", "b"]


def test_words_are_judged_by_what_they_stand_beside() -> None:
    found = limit.judge_all(
        {"p": "", "q": "x" * 201, "d": "", "e": "Report", "other": "x" * 900},
        photos={"p", "q"},
        papers={"d", "e"},
    )

    assert {file_id: str(no.reason) for file_id, no in found.items()} == {
        "q": "listing_text_too_long",
        "d": "document_without_title",
    }


def test_a_notice_shows_no_photo_without_words() -> None:
    photos = [Attachment("p1", "House", "aa"), Attachment("p2", "", "bb")]

    assert [str(no.reason) for no in limit.judge_shown(photos)] == ["photo_without_words"]
    assert limit.judge_shown(photos[:1]) == ()
