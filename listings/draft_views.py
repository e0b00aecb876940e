"""The court's desk: what waits, a new draft, and what is written into it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.cases import store as cases
from auction.cases.tables import Case, Court
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, this_world, visitor
from auction.people.vault import vault_of
from listings import publication, service, store, words
from listings.asset import Asset
from listings.desk import store as desk
from listings.desk.wish import ASKED, DeskWish, read_desk_wish
from listings.desk_views import back, lot_page, own_lot, platform, said, seen_version
from listings.draft_form import read_asset, read_form
from listings.page_views import asked
from listings.priority_form import read_priority
from listings.standard_words import standard_words
from listings.store import NewDraft

RULE_SET = "cn-2016-18"


def home() -> str:
    """Show what waits at the court's desk, and its lots."""
    court_id = visitor().court_id
    wish = read_desk_wish(request.args)
    with this_world().database.reading() as tx:
        court = cases.court(tx, court_id) or abort(404)
        counts, board_counts = desk.counts(tx, court_id), desk.board_counts(tx, court_id)
        lines = desk.lots(tx, court_id, wish)
        waiting = desk.lots(tx, court_id, DeskWish(state="SUBMITTED"))
        returned = desk.lots(tx, court_id, DeskWish(state="DRAFT", returned=True))
    return render_template(
        "court/home.html", court=court, counts=counts, board_counts=board_counts, lines=lines, wish=wish,
        asked=asked(ASKED), waiting=waiting, returned=returned, words=words,
    )  # fmt: skip


def lot_new(case_id: str) -> Response:
    """Begin a draft in a case of the own court."""
    if request.method == "POST":
        return _begin(case_id)
    with this_world().database.reading() as tx:
        return _new_page(*_case_and_court(tx, case_id))


def lot(lot_id: str) -> Response:
    """Show a lot on the desk."""
    with this_world().database.reading() as tx:
        found = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        return lot_page(tx, found, at=this_world().clock.now())


def preview(lot_id: str) -> Response | str:
    """Show the notice to come as the public would read it."""
    with this_world().database.reading() as tx:
        found = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        dossier = service.open_dossier(tx, lot=found, platform=platform())
    paper = publication.read_draft(dossier.proposal, dossier.published)
    if paper is None:
        return redirect(url_for("court.lot", lot_id=lot_id, _anchor="findings"), 303)
    return render_template("court/preview.html", lot=found, paper=paper, words=words)


def save(lot_id: str) -> Response:
    """Write what the form says into the draft."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        court = store.court_facts(tx, found, platform=platform())
        form = read_form(request.form, currency=court.currency, time_zone=court.time_zone)
        kept = service.readable(tx, lot=found, form=form)
        if kept.errors:
            return lot_page(tx, found, at=at, errors=kept.errors, form=request.form, status=422)
        refusal = service.save(tx, lot=found, version=seen_version(), form=kept)
        if refusal:
            return lot_page(tx, found, at=at, refusals=[refusal], form=request.form, status=409)
    return back(lot_id, gettext("Saved."))


def add_asset(lot_id: str) -> Response:
    """Put one more asset into the lot."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        currency = store.court_facts(tx, found, platform=platform()).currency
        errors: dict[str, Refusal] = {}
        asset = read_asset(request.form, currency, errors)
        if errors:
            return lot_page(tx, found, at=at, refusals=list(errors.values()), status=422)
        refusal = service.add_asset(tx, lot=found, asset_id=form_id(), asset=asset, currency=currency)
        if refusal:
            return lot_page(tx, found, at=at, refusals=[refusal], status=409)
    return back(lot_id, gettext("The asset is part of the lot now."), "assets")


def drop_asset(lot_id: str, position: int) -> Response:
    """Take an asset out of the lot."""
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        refusal = service.drop_asset(tx, lot=found, position=position)
        if refusal:
            return lot_page(tx, found, at=this_world().clock.now(), refusals=[refusal], status=409)
    return back(lot_id, gettext("The asset is no longer part of the lot."), "assets")


def add_priority(lot_id: str) -> Response:
    """Put a confirmed priority purchaser on the list, by a keyed digest of the id number (R-34)."""
    at, vault = this_world().clock.now(), vault_of(this_world().settings)
    place, errors = read_priority(request.form, digest=vault.digest, today=at.date())
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        if place is None:
            return lot_page(tx, found, at=at, errors=errors, form=request.form, status=422)
        refusal = service.add_priority(tx, lot=found, place=place)
        if refusal:
            return lot_page(tx, found, at=at, refusals=[refusal], form=request.form, status=409)
    return back(lot_id, gettext("The priority purchaser is on the list."), "priorities")


def drop_priority(lot_id: str) -> Response:
    """Take a place off the priority list."""
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        refusal = service.drop_priority(tx, lot=found, identity_digest=said("digest"))
        if refusal:
            return lot_page(tx, found, at=this_world().clock.now(), refusals=[refusal], status=409)
    return back(lot_id, gettext("The place is off the list."), "priorities")


def _begin(case_id: str) -> Response:
    errors: dict[str, Refusal] = {}
    with this_world().database.transaction() as tx:
        case, court = _case_and_court(tx, case_id)
        asset = read_asset(request.form, court.currency, errors)
        if errors:
            return _new_page(case, court, request.form, errors)
        draft = _draft(case, court, asset)
        service.create(tx, draft=draft)
    return back(draft.lot_id, gettext("The draft is begun. Complete it below."))


def _draft(case: Case, court: Court, asset: Asset) -> NewDraft:
    made_id = form_id()
    return NewDraft(
        lot_id=made_id,
        asset_id=made_id,
        court_id=court.id,
        case_id=case.id,
        currency=court.currency,
        rule_set=RULE_SET,
        title=asset.title,
        asset_class=asset.asset_class.value,
        created_by=visitor().account_id,
        created_at=this_world().clock.now(),
        description=asset.description,
        place=asset.place,
        reference_price=asset.reference_price,
        known_defects=asset.known_defects,
        fields={name: gettext(text) for name, text in standard_words(case.basis).items()},
    )


def _case_and_court(tx: Session, case_id: str) -> tuple[Case, Court]:
    case: Case = cases.case_of(tx, case_id, visitor().court_id) or abort(404)
    court: Court = cases.court(tx, case.court_id) or abort(404)
    return case, court


def _new_page(
    case: Case,
    court: Court,
    form: Mapping[str, str] | None = None,
    errors: Mapping[str, Refusal] | None = None,
) -> Response:
    page = render_template(
        "court/lot_new.html", case=case, court=court, form=form or {}, errors=errors or {}, words=words
    )
    return make_response(page, 422 if errors else 200)
