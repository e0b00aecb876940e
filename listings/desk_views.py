"""What all pages of the court's desk share: one lot of the own court, its page, its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from listings import publication, service, store, words
from listings.draft_form import WORDS, clean, form_of
from listings.listing import status_of
from listings.lot import Lot
from listings.service import Dossier

NO_VERSION = -1


def platform() -> str:
    """Return the address that notices name as the platform."""
    return this_world().settings.public_url


def own_lot(tx: Session, lot_id: str) -> Lot:
    """Return the lot, locked; a lot of another court does not exist (404)."""
    lot: Lot = store.lock_lot(tx, lot_id, visitor().court_id) or abort(404)
    return lot


def seen_version() -> int:
    """Return the version of the draft that the form was made from."""
    version: int = request.form.get("version", NO_VERSION, type=int)
    return version


def said(name: str, *, one_line: bool = True) -> str:
    """Return a text of the form, clean."""
    return clean(request.form.get(name, ""), one_line=one_line)


def back(lot_id: str, done: str, anchor: str | None = None) -> Response:
    """Answer an act that was done: say so on the lot's page."""
    flash(done)
    return redirect(url_for("court.lot", lot_id=lot_id, _anchor=anchor), 303)


def lot_page(
    tx: Session,
    lot: Lot,
    *,
    at: datetime,
    refusals: Sequence[Refusal] = (),
    errors: Mapping[str, Refusal] | None = None,
    form: Mapping[str, str] | None = None,
    status: int = 200,
) -> Response:
    """Show a lot on the desk; after a refusal with everything that was written."""
    dossier, wrong = service.open_dossier(tx, lot=lot, platform=platform()), dict(errors or {})
    zone = dossier.proposal.court.time_zone
    page = render_template(
        "court/lot.html",
        form=form_of(lot, (dossier.first_asset,), zone) | dict(form or {}),
        errors=wrong,
        refusals_now=[*refusals, *wrong.values()],
        zone=zone,
        **_known(tx, dossier, at),
    )
    return make_response(page, status)


def _known(tx: Session, dossier: Dossier, at: datetime) -> dict[str, object]:
    proposal, published = dossier.proposal, dossier.published
    return {
        "lot": dossier.lot,
        "dossier": dossier,
        "photos": proposal.photos,
        "documents": proposal.documents,
        "notices": store.notices_of(tx, dossier.lot.id),
        "paper": publication.read_desk(dossier.lot, proposal, published),
        "findings": publication.judge_content(proposal, at=at, published=published),
        "round_status": status_of(published.round.board.state) if published else None,
        "words": words,
        "word_fields": WORDS,
    }
