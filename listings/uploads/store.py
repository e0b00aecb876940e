"""Reads and writes photos, documents and their bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Session

from auction.kernel.database import insert_once
from auction.kernel.tables import table_of
from listings.document import Paper
from listings.notice import Attachment
from listings.photo import Picture
from listings.tables import Blob, Document, Photo


@dataclass(frozen=True)
class Upload:
    """Who put which words beside a file, where and when."""

    id: str
    lot_id: str
    court_id: str
    words: str
    added_by: str
    added_at: datetime


@dataclass(frozen=True)
class Shown:
    """Bytes as a door serves them, and who may see them."""

    court_id: str
    published_at: datetime | None
    title: str
    hash: str
    media_type: str
    body: bytes


def keep_blob(tx: Session, *, media_type: str, body: bytes) -> None:
    """Keep bytes under their hash; bytes that are kept already are not kept twice."""
    insert_or_leave = sqlite_insert if tx.get_bind().dialect.name == "sqlite" else postgresql_insert
    values = {"hash": hashlib.sha256(body).hexdigest(), "media_type": media_type, "body": body}
    tx.execute(insert_or_leave(Blob).values(values).on_conflict_do_nothing())


def add_photo(tx: Session, upload: Upload, picture: Picture) -> None:
    """Put a photo behind those of the lot."""
    insert_once(
        tx,
        table_of(Photo),
        {
            "id": upload.id,
            "lot_id": upload.lot_id,
            "court_id": upload.court_id,
            "position": _count(tx, Photo, upload.lot_id) + 1,
            "alt": upload.words,
            "large_hash": picture.large_hash,
            "thumb_hash": picture.thumb_hash,
            "width": picture.width,
            "height": picture.height,
            "added_by": upload.added_by,
            "added_at": upload.added_at,
        },
    )


def add_document(tx: Session, upload: Upload, paper: Paper) -> None:
    """Put a document behind those of the lot."""
    insert_once(
        tx,
        table_of(Document),
        {
            "id": upload.id,
            "lot_id": upload.lot_id,
            "court_id": upload.court_id,
            "position": _count(tx, Document, upload.lot_id) + 1,
            "title": upload.words,
            "hash": paper.hash,
            "byte_count": len(paper.file),
            "page_count": paper.page_count,
            "added_by": upload.added_by,
            "added_at": upload.added_at,
        },
    )


def photos_of(tx: Session, lot_id: str) -> list[Attachment]:
    """Return the photos of the draft in their order."""
    found = (
        select(Photo)
        .where(Photo.lot_id == lot_id, Photo.removed_at.is_(None))
        .order_by(Photo.position, Photo.id)
    )
    return [Attachment(row.id, row.alt, row.large_hash) for row in tx.scalars(found)]


def documents_of(tx: Session, lot_id: str) -> list[Attachment]:
    """Return the documents of the draft in their order."""
    found = (
        select(Document)
        .where(Document.lot_id == lot_id, Document.removed_at.is_(None))
        .order_by(Document.position, Document.id)
    )
    return [Attachment(row.id, row.title, row.hash, row.page_count) for row in tx.scalars(found)]


def remove(tx: Session, kind: type[Photo | Document], *, lot_id: str, file_id: str, at: datetime) -> None:
    """Take a photo or document out of the draft; what a notice shows goes on being served."""
    tx.execute(
        update(kind)
        .where(kind.id == file_id, kind.lot_id == lot_id, kind.removed_at.is_(None))
        .values(removed_at=at),
        execution_options={"synchronize_session": False},
    )


def put_in_order(tx: Session, kind: type[Photo | Document], *, lot_id: str, ids: Sequence[str]) -> None:
    """Give the files of a draft their numbers in this order, in one statement."""
    places = case({file_id: place for place, file_id in enumerate(ids, 1)}, value=kind.id)
    tx.execute(
        update(kind).where(kind.lot_id == lot_id, kind.id.in_(ids)).values(position=places),
        execution_options={"synchronize_session": False},
    )


def describe_photo(tx: Session, *, lot_id: str, photo_id: str, words: str) -> None:
    """Say what a photo shows; what a notice says of it stays as it was published."""
    tx.execute(
        update(Photo).where(Photo.id == photo_id, Photo.lot_id == lot_id).values(alt=words),
        execution_options={"synchronize_session": False},
    )


def describe_document(tx: Session, *, lot_id: str, document_id: str, title: str) -> None:
    """Call a document so, unless the public knows it by its title already."""
    tx.execute(
        update(Document)
        .where(Document.id == document_id, Document.lot_id == lot_id, Document.published_at.is_(None))
        .values(title=title),
        execution_options={"synchronize_session": False},
    )


def published_ids(tx: Session, lot_id: str) -> set[str]:
    """Return the ids of the lot's documents that the public has seen."""
    found = select(Document.id).where(Document.lot_id == lot_id, Document.published_at.is_not(None))
    return set(tx.scalars(found))


def mark_published(tx: Session, lot_id: str, at: datetime) -> None:
    """Open the photos and documents of the draft to the public."""
    for kind in (Photo, Document):
        tx.execute(
            update(kind)
            .where(kind.lot_id == lot_id, kind.removed_at.is_(None), kind.published_at.is_(None))
            .values(published_at=at),
            execution_options={"synchronize_session": False},
        )


def photo(tx: Session, photo_id: str, size: str) -> Shown | None:
    """Return a photo in one of its sizes."""
    chosen = Photo.thumb_hash if size == "thumb" else Photo.large_hash
    found = (
        select(Photo.court_id, Photo.published_at, Photo.alt, Blob.hash, Blob.media_type, Blob.body)
        .join(Blob, Blob.hash == chosen)
        .where(Photo.id == photo_id)
    )
    row = tx.execute(found).one_or_none()
    return Shown(*row) if row else None


def document(tx: Session, document_id: str) -> Shown | None:
    """Return a document."""
    found = (
        select(
            Document.court_id, Document.published_at, Document.title, Blob.hash, Blob.media_type, Blob.body
        )
        .join(Blob, Blob.hash == Document.hash)
        .where(Document.id == document_id)
    )
    row = tx.execute(found).one_or_none()
    return Shown(*row) if row else None


def _count(tx: Session, kind: type[Photo | Document], lot_id: str) -> int:
    last = tx.scalar(select(func.max(kind.position)).where(kind.lot_id == lot_id))
    return last or 0
