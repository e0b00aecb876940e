"""How many photos and documents a lot has at most, and that each says what it shows."""

from __future__ import annotations

from collections.abc import Iterable

from auction.kernel.limits import TITLE_LENGTH_MAX
from auction.kernel.refusal import Refusal
from listings.document import DOCUMENTS_MAX
from listings.notice import Attachment
from listings.photo import PHOTOS_MAX
from listings.reason import Reason


def judge_photo(words: str, *, count: int) -> Refusal | None:
    """Say why one more photo is refused; None when it is taken."""
    return _judge(words, count, count_max=PHOTOS_MAX, wordless=Reason.PHOTO_WITHOUT_WORDS,
                  full=Reason.TOO_MANY_PHOTOS)  # fmt: skip


def judge_document(words: str, *, count: int) -> Refusal | None:
    """Say why one more document is refused; None when it is taken."""
    return _judge(words, count, count_max=DOCUMENTS_MAX, wordless=Reason.DOCUMENT_WITHOUT_TITLE,
                  full=Reason.TOO_MANY_DOCUMENTS)  # fmt: skip


def judge_removal(file_id: str, listed: Iterable[Attachment]) -> Refusal | None:
    """Say why a file cannot be taken out of a draft; None when it can."""
    if any(file.id == file_id for file in listed):
        return None
    return Refusal(Reason.UPLOAD_NOT_IN_DRAFT, "")


def _judge(words: str, count: int, *, count_max: int, wordless: Reason, full: Reason) -> Refusal | None:
    if not words:
        return Refusal(wordless, "R-23")
    if len(words) > TITLE_LENGTH_MAX:
        numbers = {"length": len(words), "length_max": TITLE_LENGTH_MAX}
        return Refusal(Reason.TEXT_TOO_LONG, "", numbers)
    if count >= count_max:
        return Refusal(full, "R-23", {"count_max": count_max})
    return None
