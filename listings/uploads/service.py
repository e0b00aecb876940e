"""Takes photos and documents into a draft, and out of it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from listings import document, photo, store
from listings.document import Paper
from listings.lot import Lot, judge_edit
from listings.notice import Attachment
from listings.photo import Picture
from listings.tables import Document, Photo
from listings.uploads import limit
from listings.uploads import store as files
from listings.uploads.store import Upload


def add_photo(tx: Session, *, lot: Lot, upload: Upload, picture: Picture) -> Refusal | None:
    """Put a photo into the draft, with words for those who cannot see it."""
    refusal = judge_edit(lot, lot.version) or limit.judge_photo(
        upload.words, count=len(files.photos_of(tx, lot.id))
    )
    if refusal is not None:
        return refusal
    files.keep_blob(tx, media_type=photo.MEDIA_TYPE, body=picture.large)
    files.keep_blob(tx, media_type=photo.MEDIA_TYPE, body=picture.thumb)
    files.add_photo(tx, upload, picture)
    store.update_lot(tx, lot)
    return None


def add_document(tx: Session, *, lot: Lot, upload: Upload, paper: Paper) -> Refusal | None:
    """Put a document into the draft."""
    refusal = judge_edit(lot, lot.version) or limit.judge_document(
        upload.words, count=len(files.documents_of(tx, lot.id))
    )
    if refusal is not None:
        return refusal
    files.keep_blob(tx, media_type=document.MEDIA_TYPE, body=paper.file)
    files.add_document(tx, upload, paper)
    store.update_lot(tx, lot)
    return None


def remove_photo(tx: Session, *, lot: Lot, photo_id: str, at: datetime) -> Refusal | None:
    """Take a photo out of the draft."""
    return _remove(tx, Photo, lot=lot, file_id=photo_id, at=at)


def remove_document(tx: Session, *, lot: Lot, document_id: str, at: datetime) -> Refusal | None:
    """Take a document out of the draft."""
    return _remove(tx, Document, lot=lot, file_id=document_id, at=at)


def move(tx: Session, *, lot: Lot, kind: type[Photo | Document], file_id: str, to: str) -> Refusal | None:
    """Give a photo or document another place among those of the draft; the first photo is the card's."""
    refusal = judge_edit(lot, lot.version)
    if refusal is not None:
        return refusal
    order = limit.moved([file.id for file in _listed(tx, kind, lot.id)], file_id, to)
    if isinstance(order, Refusal):
        return order
    files.put_in_order(tx, kind, lot_id=lot.id, ids=order)
    store.update_lot(tx, lot)
    return None


def check_words(tx: Session, *, lot: Lot, words: Mapping[str, str]) -> dict[str, Refusal]:
    """Say why words beside photos and documents, by their ids, may not be written."""
    refusal = judge_edit(lot, lot.version)
    if refusal is not None:
        return dict.fromkeys(words, refusal)
    photos, papers = _described(tx, lot)
    return limit.judge_all(words, photos=photos, papers=papers)


def describe(tx: Session, *, lot: Lot, words: Mapping[str, str]) -> dict[str, Refusal]:
    """Write the words beside photos and documents by their ids, all of them or, with an error, none."""
    errors = check_words(tx, lot=lot, words=words)
    if errors:
        return errors
    photos, papers = _described(tx, lot)
    for file_id in photos & words.keys():
        files.describe_photo(tx, lot_id=lot.id, photo_id=file_id, words=words[file_id])
    for file_id in papers & words.keys():
        files.describe_document(tx, lot_id=lot.id, document_id=file_id, title=words[file_id])
    store.update_lot(tx, lot)
    return {}


def _described(tx: Session, lot: Lot) -> tuple[set[str], set[str]]:
    """Return the photos of the draft, and those of its documents that the public does not know yet."""
    papers = {paper.id for paper in files.documents_of(tx, lot.id)}
    return {shot.id for shot in files.photos_of(tx, lot.id)}, papers - files.published_ids(tx, lot.id)


def _listed(tx: Session, kind: type[Photo | Document], lot_id: str) -> list[Attachment]:
    return files.photos_of(tx, lot_id) if kind is Photo else files.documents_of(tx, lot_id)


def _remove(
    tx: Session, kind: type[Photo | Document], *, lot: Lot, file_id: str, at: datetime
) -> Refusal | None:
    refusal = judge_edit(lot, lot.version) or limit.judge_removal(file_id, _listed(tx, kind, lot.id))
    if refusal is not None:
        return refusal
    files.remove(tx, kind, lot_id=lot.id, file_id=file_id, at=at)
    store.update_lot(tx, lot)
    return None
