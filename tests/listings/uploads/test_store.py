"""Photos and documents on both databases: bytes once under their hash, and never changed."""

from __future__ import annotations

import hashlib

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from auction.kernel.world import World
from listings.document import Paper
from listings.photo import Picture
from listings.tables import Blob, Photo
from listings.uploads import store
from listings.uploads.store import Upload
from tests.support.listings import AT, MadeLot, make_draft

PICTURE = Picture(b"large", b"thumb", 640, 480)


def upload(made: MadeLot, number: int) -> Upload:
    """Return the words beside a file."""
    return Upload(f"f{number}", made.lot_id, made.court_id, f"File {number}", "clerk", AT)


@pytest.fixture
def made(world: World) -> MadeLot:
    """Give a draft with two photos and a document."""
    with world.database.transaction() as tx:
        made = make_draft(tx)
        for body in (b"large", b"thumb", b"large", b"%PDF"):
            store.keep_blob(tx, media_type="application/octet-stream", body=body)
        store.add_photo(tx, upload(made, 1), PICTURE)
        store.add_photo(tx, upload(made, 2), PICTURE)
        store.add_document(tx, upload(made, 3), Paper(b"%PDF", 2))
    return made


def test_the_same_bytes_are_kept_once(world: World, made: MadeLot) -> None:
    with world.database.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(Blob)) == 3
        assert [photo.id for photo in store.photos_of(tx, made.lot_id)] == ["f1", "f2"]
        assert store.documents_of(tx, made.lot_id)[0].page_count == 2


def test_a_photo_is_found_in_both_sizes(world: World, made: MadeLot) -> None:
    with world.database.reading() as tx:
        large, thumb = store.photo(tx, "f1", "large"), store.photo(tx, "f1", "thumb")

        assert large is not None and thumb is not None
        assert (large.body, thumb.body) == (b"large", b"thumb")
        assert large.hash == hashlib.sha256(b"large").hexdigest()
        assert store.photo(tx, "none", "large") is None
        assert store.document(tx, "none") is None


def test_what_is_removed_leaves_the_draft_but_goes_on_being_served(world: World, made: MadeLot) -> None:
    with world.database.transaction() as tx:
        store.mark_published(tx, made.lot_id, AT)

        store.remove(tx, Photo, lot_id=made.lot_id, file_id="f1", at=AT)
        store.remove(tx, Photo, lot_id="another lot", file_id="f2", at=AT)

        assert [photo.id for photo in store.photos_of(tx, made.lot_id)] == ["f2"]
        shown, paper = store.photo(tx, "f1", "large"), store.document(tx, "f3")
        assert shown is not None and shown.published_at == AT
        assert paper is not None and paper.published_at == AT


@pytest.mark.parametrize("statement", ["UPDATE blobs SET media_type = 'x'", "DELETE FROM blobs"])
def test_bytes_never_change(world: World, made: MadeLot, statement: str) -> None:
    with pytest.raises(DBAPIError, match="never changed"), world.database.transaction() as tx:
        tx.execute(text(statement))
