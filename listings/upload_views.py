"""The court's desk: photos and documents go into a draft, get words and a place, and go out of it."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, jsonify, make_response, request
from flask_babel import gettext, ngettext
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, refusal_words, this_world, visitor
from listings.desk.steps import Step
from listings.desk_views import back_to, own_lot, said, step_page, wants_json
from listings.document import DOCUMENT_BYTES_MAX, DOCUMENTS_MAX
from listings.lot import Lot
from listings.photo import PHOTO_BYTES_MAX, PHOTOS_MAX, reencode
from listings.tables import Document, Photo
from listings.uploads import service
from listings.uploads.batch import FILES_AT_ONCE_MAX, id_of, shown_name, title_of
from listings.uploads.commands import rebuild_apart
from listings.uploads.store import Upload

# What the form calls the words beside a file that is in the draft already.
WORDS_PREFIX = "words-"
WORDS_MAX = PHOTOS_MAX + DOCUMENTS_MAX


def photos(lot_id: str) -> Response:
    """Take photos, each made anew, into the draft."""
    taken = [reencode(_read(file, PHOTO_BYTES_MAX)) for file in _files("photo")]

    def add(tx: Session, lot: Lot, place: int) -> Refusal | None:
        picture, words = taken[place], said("alt") if len(taken) == 1 else ""
        if isinstance(picture, Refusal):
            return picture
        return service.add_photo(tx, lot=lot, upload=_upload(lot, words, place), picture=picture)

    return _take(lot_id, "photo", add, form={"alt": said("alt")})


def documents(lot_id: str) -> Response:
    """Take documents, each made anew, into the draft."""
    files = _files("document")
    taken = [rebuild_apart(_read(file, DOCUMENT_BYTES_MAX)) for file in files]

    def add(tx: Session, lot: Lot, place: int) -> Refusal | None:
        paper, title = taken[place], said("document_title") if len(taken) == 1 else ""
        if isinstance(paper, Refusal):
            return paper
        words = title or title_of(files[place].filename or "")
        return service.add_document(tx, lot=lot, upload=_upload(lot, words, place), paper=paper)

    return _take(lot_id, "document", add, form={"document_title": said("document_title")})


def describe(lot_id: str) -> Response:
    """Write the words beside the photos and documents of the draft."""
    return _arrange(lot_id, lambda _tx, _lot: None, gettext("Saved."))


def move_photo(lot_id: str, photo_id: str) -> Response:
    """Give a photo another place; the first is the one that lists show."""
    return _arrange(lot_id, lambda tx, lot: service.move(
        tx, lot=lot, kind=Photo, file_id=photo_id, to=said("to")
    ), gettext("The photo has its new place."), f"photo-{photo_id}")  # fmt: skip


def move_document(lot_id: str, document_id: str) -> Response:
    """Give a document another place."""
    return _arrange(lot_id, lambda tx, lot: service.move(
        tx, lot=lot, kind=Document, file_id=document_id, to=said("to")
    ), gettext("The document has its new place."), f"document-{document_id}")  # fmt: skip


def drop_photo(lot_id: str, photo_id: str) -> Response:
    """Take a photo out of the draft."""
    at = this_world().clock.now()
    return _arrange(lot_id, lambda tx, lot: service.remove_photo(
        tx, lot=lot, photo_id=photo_id, at=at
    ), gettext("The photo is no longer part of the draft."), "photos")  # fmt: skip


def drop_document(lot_id: str, document_id: str) -> Response:
    """Take a document out of the draft."""
    at = this_world().clock.now()
    return _arrange(lot_id, lambda tx, lot: service.remove_document(
        tx, lot=lot, document_id=document_id, at=at
    ), gettext("The document is no longer part of the draft."), "documents")  # fmt: skip


def _take(
    lot_id: str, kind: str, add: Callable[[Session, Lot, int], Refusal | None], *, form: dict[str, str]
) -> Response:
    """Add each file by itself: one that is refused is named, and the others go through."""
    files, at = _files(kind), this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        found = [(file, place, add(tx, lot, place)) for place, file in enumerate(files)]
        refused = [(shown_name(file.filename or "", place + 1), no) for file, place, no in found if no]
        if refused and wants_json():
            return make_response(jsonify(words=refusal_words(refused[0][1])), 422)
        if len(refused) == len(files):
            errors = {kind: refused[0][1]}
            return step_page(tx, lot, Step.PICTURES, at=at, errors=errors, form=form, status=422)
    for name, no in refused:
        flash(gettext("%(file)s was not taken: %(reason)s", file=name, reason=refusal_words(no)), "error")
    if wants_json():
        return jsonify(words=gettext("Taken"))
    return back_to(lot_id, Step.PICTURES, _taken_words(kind, len(files) - len(refused)), f"{kind}s")


def _taken_words(kind: str, count: int) -> str:
    if kind == "document":
        said_of = ngettext(
            "The document is part of the draft now.", "%(num)s documents are part of the draft now.", count
        )
    else:
        said_of = ngettext(
            "The photo is part of the draft now.", "%(num)s photos are part of the draft now.", count
        )
    return str(said_of)


def _arrange(
    lot_id: str, act: Callable[[Session, Lot], Refusal | None], done: str, anchor: str = "step"
) -> Response:
    """Do what was asked with one file and keep the words beside all of them, or refuse both."""
    written = _words()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        errors = service.check_words(tx, lot=lot, words=written) if written else {}
        refusal = None if errors else act(tx, lot)
        if refusal or errors:
            return _not_arranged(tx, lot, errors, refusal)
        if written:
            service.describe(tx, lot=lot, words=written)
    if wants_json():
        return jsonify(words=done)
    way = {"next": Step.PUBLICATION, "back": Step.NOTICE}.get(request.form.get("go", ""))
    return back_to(lot_id, way or Step.PICTURES, done, "step" if way else anchor)


def _not_arranged(tx: Session, lot: Lot, errors: dict[str, Refusal], refusal: Refusal | None) -> Response:
    wrong = [*errors.values()][:1] if refusal is None else [refusal]
    if wants_json():
        return make_response(jsonify(words=refusal_words(wrong[0])), 422)
    beside = {WORDS_PREFIX + file_id: no for file_id, no in errors.items()}
    status = 422 if refusal is None else 409
    form = {WORDS_PREFIX + file_id: words for file_id, words in _words().items()}
    refusals, at = [refusal] if refusal else [], this_world().clock.now()
    return step_page(
        tx, lot, Step.PICTURES, at=at, refusals=refusals, errors=beside, form=form, status=status
    )


def _words() -> dict[str, str]:
    """Return what is written beside the files, by their ids."""
    named = [name for name in request.form if name.startswith(WORDS_PREFIX)][:WORDS_MAX]
    return {name.removeprefix(WORDS_PREFIX): said(name) for name in named}


def _files(kind: str) -> list[FileStorage]:
    # A form without a file is a form with an empty one: the refusal says so.
    return request.files.getlist(kind)[:FILES_AT_ONCE_MAX] or [FileStorage()]


def _read(file: FileStorage, bytes_max: int) -> bytes:
    # One byte more than allowed is enough to know that it is too big.
    return file.stream.read(bytes_max + 1)


def _upload(lot: Lot, words: str, place: int) -> Upload:
    return Upload(
        id=id_of(form_id(), place),
        lot_id=lot.id,
        court_id=lot.court_id,
        words=words,
        added_by=visitor().account_id,
        added_at=this_world().clock.now(),
    )
