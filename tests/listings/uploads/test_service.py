"""Photos and documents go into drafts only."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from listings import store
from listings.document import Paper
from listings.lot import Lot
from listings.photo import Picture
from listings.uploads import service
from listings.uploads import store as files
from listings.uploads.store import Upload
from tests.support.listings import AT, MadeLot, make_draft, make_published_lot


def locked(tx: Session, made: MadeLot) -> Lot:
    """Return the lot, locked."""
    lot = store.lock_lot(tx, made.lot_id, made.court_id)
    assert lot is not None
    return lot


def upload(made: MadeLot, words: str = "A house") -> Upload:
    """Return the words beside a file."""
    return Upload(new_id(), made.lot_id, made.court_id, words, "clerk", AT)


def add(tx: Session, made: MadeLot, kind: str, words: str = "A house") -> Refusal | None:
    """Add a photo or document."""
    lot, words_beside = locked(tx, made), upload(made, words)
    if kind == "photo":
        picture = Picture(b"large", b"thumb", 640, 480)
        return service.add_photo(tx, lot=lot, upload=words_beside, picture=picture)
    return service.add_document(tx, lot=lot, upload=words_beside, paper=Paper(b"%PDF", 1))


@pytest.mark.parametrize("kind", ["photo", "document"])
def test_a_file_goes_into_a_draft_and_out_again(world: World, kind: str) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        assert add(tx, made, kind) is None
        listed = files.photos_of if kind == "photo" else files.documents_of
        file_id = listed(tx, made.lot_id)[0].id

        if kind == "photo":
            refusal = service.remove_photo(tx, lot=locked(tx, made), photo_id=file_id, at=AT)
        else:
            refusal = service.remove_document(tx, lot=locked(tx, made), document_id=file_id, at=AT)

        assert refusal is None
        assert listed(tx, made.lot_id) == []
        assert locked(tx, made).version == 3


@pytest.mark.parametrize("kind", ["photo", "document"])
def test_a_published_lot_takes_no_file_and_loses_none(world: World, kind: str) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx)

        refusals = [
            add(tx, made, kind),
            service.remove_photo(tx, lot=locked(tx, made), photo_id="x", at=AT),
            service.remove_document(tx, lot=locked(tx, made), document_id="x", at=AT),
        ]

        assert [str(refusal and refusal.reason) for refusal in refusals] == ["lot_not_a_draft"] * 3


@pytest.mark.parametrize(
    ("kind", "reason"), [("photo", "photo_without_words"), ("document", "document_without_title")]
)
def test_a_file_without_words_is_refused(world: World, kind: str, reason: str) -> None:
    with world.database.transaction() as tx:
        refusal = add(tx, make_draft(tx), kind, words="")

        assert refusal is not None and str(refusal.reason) == reason
