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
from listings.tables import Document, Photo
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


@pytest.mark.parametrize(("kind", "reason"), [("photo", ""), ("document", "document_without_title")])
def test_a_photo_may_get_its_words_later_and_a_document_has_a_title(
    world: World, kind: str, reason: str
) -> None:
    with world.database.transaction() as tx:
        refusal = add(tx, make_draft(tx), kind, words="")

        assert (str(refusal.reason) if refusal else "") == reason


@pytest.mark.parametrize(("kind", "rows"), [("photo", Photo), ("document", Document)])
def test_a_file_changes_its_place(world: World, kind: str, rows: type[Photo | Document]) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        for words in ("one", "two", "three"):
            assert add(tx, made, kind, words) is None
        listed = files.photos_of if kind == "photo" else files.documents_of
        last = listed(tx, made.lot_id)[-1].id

        assert service.move(tx, lot=locked(tx, made), kind=rows, file_id=last, to="1") is None
        refused = service.move(tx, lot=locked(tx, made), kind=rows, file_id="x", to="1")

        assert [file.title for file in listed(tx, made.lot_id)] == ["three", "one", "two"]
        assert refused is not None and str(refused.reason) == "upload_not_in_draft"


def test_words_beside_files_are_written_together_or_not_at_all(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        for kind in ("photo", "photo", "document"):
            assert add(tx, made, kind) is None
        one, two = (shot.id for shot in files.photos_of(tx, made.lot_id))
        paper = files.documents_of(tx, made.lot_id)[0].id

        errors = service.describe(
            tx, lot=locked(tx, made), words={one: "Kitchen", two: "x" * 201, paper: "", "other": "x"}
        )
        untouched = [shot.title for shot in files.photos_of(tx, made.lot_id)]
        done = service.describe(tx, lot=locked(tx, made), words={one: "Kitchen", paper: "Plan", "other": "x"})

        assert {file_id: str(no.reason) for file_id, no in errors.items()} == {
            two: "listing_text_too_long",
            paper: "document_without_title",
        }
        assert (untouched, done) == (["A house", "A house"], {})
        assert [shot.title for shot in files.photos_of(tx, made.lot_id)] == ["Kitchen", "A house"]
        assert files.documents_of(tx, made.lot_id)[0].title == "Plan"


def test_a_document_that_the_public_knows_keeps_its_title(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_draft(tx)
        assert add(tx, made, "document") is None
        files.mark_published(tx, made.lot_id, AT)
        paper = files.documents_of(tx, made.lot_id)[0].id

        assert service.describe(tx, lot=locked(tx, made), words={paper: "Other"}) == {}
        assert files.documents_of(tx, made.lot_id)[0].title == "A house"


def test_words_of_a_published_lot_stand(world: World) -> None:
    with world.database.transaction() as tx:
        made = make_published_lot(tx)

        errors = service.check_words(tx, lot=locked(tx, made), words={"x": "Other"})

        assert errors == service.describe(tx, lot=locked(tx, made), words={"x": "Other"})
        assert [str(no.reason) for no in errors.values()] == ["lot_not_a_draft"]
