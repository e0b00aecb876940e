"""The court's desk: photos and documents go into a draft and out of it."""

from __future__ import annotations

from flask import request
from flask_babel import gettext
from werkzeug.wrappers import Response

from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, this_world, visitor
from listings.desk_views import back, lot_page, own_lot, said
from listings.document import DOCUMENT_BYTES_MAX
from listings.lot import Lot
from listings.photo import PHOTO_BYTES_MAX, reencode
from listings.uploads import service
from listings.uploads.commands import rebuild_apart
from listings.uploads.store import Upload


def photos(lot_id: str) -> Response:
    """Take a photo, made anew, into the draft."""
    at, picture = this_world().clock.now(), reencode(_file("photo", PHOTO_BYTES_MAX))
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        refusal = (
            picture
            if isinstance(picture, Refusal)
            else service.add_photo(tx, lot=lot, upload=_upload(lot, "alt"), picture=picture)
        )
        if refusal:
            return lot_page(tx, lot, at=at, errors={"photo": refusal}, form={"alt": said("alt")}, status=422)
    return back(lot_id, gettext("The photo is part of the draft."), "photos")


def documents(lot_id: str) -> Response:
    """Take a document, made anew, into the draft."""
    at, paper = this_world().clock.now(), rebuild_apart(_file("document", DOCUMENT_BYTES_MAX))
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        refusal = (
            paper
            if isinstance(paper, Refusal)
            else service.add_document(tx, lot=lot, upload=_upload(lot, "document_title"), paper=paper)
        )
        if refusal:
            form = {"document_title": said("document_title")}
            return lot_page(tx, lot, at=at, errors={"document": refusal}, form=form, status=422)
    return back(lot_id, gettext("The document is part of the draft."), "documents")


def drop_photo(lot_id: str, photo_id: str) -> Response:
    """Take a photo out of the draft."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        refusal = service.remove_photo(tx, lot=lot, photo_id=photo_id, at=at)
        if refusal:
            return lot_page(tx, lot, at=at, refusals=[refusal], status=409)
    return back(lot_id, gettext("The photo is no longer part of the draft."), "photos")


def drop_document(lot_id: str, document_id: str) -> Response:
    """Take a document out of the draft."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        refusal = service.remove_document(tx, lot=lot, document_id=document_id, at=at)
        if refusal:
            return lot_page(tx, lot, at=at, refusals=[refusal], status=409)
    return back(lot_id, gettext("The document is no longer part of the draft."), "documents")


def _file(name: str, bytes_max: int) -> bytes:
    file = request.files.get(name)
    # One byte more than allowed is enough to know that it is too big.
    return file.stream.read(bytes_max + 1) if file else b""


def _upload(lot: Lot, words_field: str) -> Upload:
    return Upload(
        id=form_id(),
        lot_id=lot.id,
        court_id=lot.court_id,
        words=said(words_field),
        added_by=visitor().account_id,
        added_at=this_world().clock.now(),
    )
