"""How many photos and documents a lot has at most."""

from __future__ import annotations

import pytest

from listings.document import DOCUMENTS_MAX
from listings.notice import Attachment
from listings.photo import PHOTOS_MAX
from listings.uploads import limit


@pytest.mark.parametrize(
    ("words", "count", "reason"),
    [
        ("", PHOTOS_MAX, "photo_without_words"),
        ("x" * 201, PHOTOS_MAX, "listing_text_too_long"),
        ("A house", PHOTOS_MAX, "too_many_photos"),
        ("A house", PHOTOS_MAX - 1, ""),
    ],
)
def test_photos_have_words_and_a_limit(words: str, count: int, reason: str) -> None:
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
