"""Takes photos and documents into a draft, and out of it again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from listings import document, photo, store
from listings.document import Paper
from listings.lot import Lot, judge_edit
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
    refusal = judge_edit(lot, lot.version) or limit.judge_removal(photo_id, files.photos_of(tx, lot.id))
    if refusal is not None:
        return refusal
    files.remove(tx, Photo, lot_id=lot.id, file_id=photo_id, at=at)
    store.update_lot(tx, lot)
    return None


def remove_document(tx: Session, *, lot: Lot, document_id: str, at: datetime) -> Refusal | None:
    """Take a document out of the draft."""
    refusal = judge_edit(lot, lot.version) or limit.judge_removal(document_id, files.documents_of(tx, lot.id))
    if refusal is not None:
        return refusal
    files.remove(tx, Document, lot_id=lot.id, file_id=document_id, at=at)
    store.update_lot(tx, lot)
    return None
