"""How many photos and documents a lot has at most, in which order, and that each says what it shows."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from auction.kernel.limits import TITLE_LENGTH_MAX
from auction.kernel.refusal import Refusal
from listings.document import DOCUMENTS_MAX
from listings.notice import Attachment
from listings.photo import PHOTOS_MAX
from listings.reason import Reason


def judge_photo(words: str, *, count: int) -> Refusal | None:
    """Say why one more photo is refused; its words may follow, until the notice is published."""
    return judge_words(words) or _judge_count(Reason.TOO_MANY_PHOTOS, count, count_max=PHOTOS_MAX)


def judge_document(words: str, *, count: int) -> Refusal | None:
    """Say why one more document is refused; None when it is taken."""
    return judge_title(words) or _judge_count(Reason.TOO_MANY_DOCUMENTS, count, count_max=DOCUMENTS_MAX)


def judge_words(words: str) -> Refusal | None:
    """Say why these words do not fit beside a file; none at all do."""
    if len(words) > TITLE_LENGTH_MAX:
        numbers = {"length": len(words), "length_max": TITLE_LENGTH_MAX}
        return Refusal(Reason.TEXT_TOO_LONG, "", numbers)
    return None


def judge_title(title: str) -> Refusal | None:
    """Say why a document may not be called so."""
    return judge_words(title) if title else Refusal(Reason.DOCUMENT_WITHOUT_TITLE, "R-23")


def judge_all(
    words: Mapping[str, str], *, photos: Collection[str], papers: Collection[str]
) -> dict[str, Refusal]:
    """Return why words beside photos, and titles of documents, are refused, by the ids of the files."""
    judged = {
        **{file_id: judge_words(said) for file_id, said in words.items() if file_id in photos},
        **{file_id: judge_title(said) for file_id, said in words.items() if file_id in papers},
    }
    return {file_id: no for file_id, no in judged.items() if no is not None}


def judge_shown(photos: Iterable[Attachment]) -> tuple[Refusal, ...]:
    """Say that a photo has no words yet, which a draft may and a notice may not (R-23)."""
    return (Refusal(Reason.PHOTO_WITHOUT_WORDS, "R-23"),) if any(not shot.title for shot in photos) else ()


def moved(ids: Sequence[str], file_id: str, to: str) -> list[str] | Refusal:
    """Return the order after one file went up, down, or to a place counted from one."""
    if file_id not in ids:
        return Refusal(Reason.UPLOAD_NOT_IN_DRAFT, "")
    here = ids.index(file_id)
    there = {"up": here - 1, "down": here + 1}.get(to)
    if there is None:
        there = int(to) - 1 if to.isascii() and to.isdigit() and len(to) < 4 else None
    if there is None:
        return Refusal(Reason.NO_PLACE_TO_MOVE, "")
    others = [each for each in ids if each != file_id]
    others.insert(min(max(there, 0), len(others)), file_id)
    return others


def judge_removal(file_id: str, listed: Iterable[Attachment]) -> Refusal | None:
    """Say why a file cannot be taken out of a draft; None when it can."""
    if any(file.id == file_id for file in listed):
        return None
    return Refusal(Reason.UPLOAD_NOT_IN_DRAFT, "")


def _judge_count(full: Reason, count: int, *, count_max: int) -> Refusal | None:
    return Refusal(full, "R-23", {"count_max": count_max}) if count >= count_max else None
