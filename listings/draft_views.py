"""The court's desk: the steps of a draft, and what is written into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from zoneinfo import ZoneInfo

from babel.dates import format_time
from flask import abort, jsonify, make_response, redirect, render_template, request, url_for
from flask_babel import get_locale, gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, refusal_words, this_world, visitor
from auction.people.vault import vault_of
from listings import publication, service, store, words
from listings.asset import Asset
from listings.desk import service as desk
from listings.desk.seen import Seen, is_current, is_same_asset, mark_of, theirs
from listings.desk.steps import FIELDS_OF, Step, after, before, first_asking, step_of
from listings.desk_views import (
    AssetWriting,
    back_to,
    lot_page,
    own_lot,
    platform,
    said,
    seen_version,
    step_page,
    wants_json,
)
from listings.draft_form import ASSET_FIELDS, FIELDS, DraftForm, asset_form, form_of, read_asset, read_changes
from listings.lot import Lot, LotState
from listings.notice import CourtFacts
from listings.priority_form import read_priority

# How wide the preview is drawn; a phone shows what people on the road will see.
WIDTHS = ("desktop", "phone")
# The place of an asset that has none yet.
NEW_ASSET = 0


@dataclass(frozen=True)
class Writing:
    """What a form of the desk writes: which step it stands on, the texts as typed, and as read."""

    step: Step
    court: CourtFacts
    typed: dict[str, str]
    form: DraftForm


def lot(lot_id: str) -> Response:
    """Show a lot on the desk."""
    with this_world().database.reading() as tx:
        found = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        return lot_page(tx, found, at=this_world().clock.now())


def step(lot_id: str, step: str) -> Response:
    """Show one step of a draft."""
    with this_world().database.reading() as tx:
        found = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        if found.state is not LotState.DRAFT:
            return redirect(url_for("court.lot", lot_id=lot_id), 303)
        return step_page(tx, found, Step(step), at=this_world().clock.now())


def preview(lot_id: str) -> Response | str:
    """Show the notice to come as the public would read it."""
    with this_world().database.reading() as tx:
        found = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        dossier = service.open_dossier(tx, lot=found, platform=platform())
    paper = publication.read_draft(dossier.proposal, dossier.published)
    if paper is None:
        return redirect(url_for("court.lot", lot_id=lot_id, _anchor="findings"), 303)
    width = WIDTHS[request.args.get("width") == "phone"]
    return render_template("court/preview.html", lot=found, paper=paper, words=words, width=width)


def save(lot_id: str) -> Response:
    """Write what the form says into the draft; what it does not name stays."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        writing = read_writing(tx, found)
        if writing.form.errors:
            return _unreadable(tx, found, writing)
        refusal = desk.write(
            tx, lot=found, seen=_seen(writing.step), form=writing.form, named=writing.typed,
            time_zone=writing.court.time_zone, actor=visitor().account_id, at=at,
        )  # fmt: skip
        if refusal:
            return _refused(tx, found, writing, refusal)
        return _saved(tx, found, writing)


def restore(lot_id: str) -> Response:
    """Let the draft say again what it said before somebody wrote."""
    at, number = this_world().clock.now(), request.form.get("number", 0, type=int)
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        currency = store.court_facts(tx, found, platform=platform()).currency
        refusal = desk.restore(
            tx, lot=found, version=seen_version(), number=min(max(number, 0), 2**31 - 1),
            currency=currency, actor=visitor().account_id, at=at,
        )  # fmt: skip
        if refusal:
            return step_page(tx, found, _step(), at=at, refusals=[refusal], status=409)
    return back_to(lot_id, _step(), gettext("The draft says again what it said before."))


def add_asset(lot_id: str) -> Response:
    """Put one more asset into the lot."""

    def add(tx: Session, found: Lot, asset: Asset, currency: str) -> Refusal | None:
        return service.add_asset(tx, lot=found, asset_id=form_id(), asset=asset, currency=currency)

    return _asset_act(lot_id, NEW_ASSET, add, gettext("The asset is part of the lot now."))


def change_asset(lot_id: str, position: int) -> Response:
    """Describe an asset of the lot anew."""

    def change(tx: Session, found: Lot, asset: Asset, _currency: str) -> Refusal | None:
        return desk.write_asset(tx, lot=found, position=position, seen=_seen_asset(), asset=asset)

    return _asset_act(lot_id, position, change, gettext("Saved."))


def drop_asset(lot_id: str, position: int) -> Response:
    """Take an asset out of the lot."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        refusal = desk.drop_asset(tx, lot=found, position=position, seen=_seen_asset())
        if refusal:
            return step_page(tx, found, Step.PROPERTY, at=at, refusals=[refusal], status=409)
    return back_to(lot_id, Step.PROPERTY, gettext("The asset is no longer part of the lot."), "assets")


def add_priority(lot_id: str) -> Response:
    """Put a confirmed priority purchaser on the list, by a keyed digest of the id number (R-34)."""
    at, vault = this_world().clock.now(), vault_of(this_world().settings)
    place, errors = read_priority(request.form, digest=vault.digest, today=at.date())
    with this_world().database.transaction() as tx:
        found, typed = own_lot(tx, lot_id), request.form
        if place is None:
            return step_page(tx, found, Step.NOTICE, at=at, errors=errors, form=typed, status=422)
        refusal = service.add_priority(tx, lot=found, place=place)
        if refusal:
            return step_page(tx, found, Step.NOTICE, at=at, refusals=[refusal], form=typed, status=409)
    return back_to(lot_id, Step.NOTICE, gettext("The priority purchaser is on the list."), "priorities")


def drop_priority(lot_id: str) -> Response:
    """Take a place off the priority list."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        refusal = service.drop_priority(tx, lot=found, identity_digest=said("digest"))
        if refusal:
            return step_page(tx, found, Step.NOTICE, at=at, refusals=[refusal], status=409)
    return back_to(lot_id, Step.NOTICE, gettext("The place is off the list."), "priorities")


def read_writing(tx: Session, found: Lot) -> Writing:
    """Read what the form of a step writes, as far as it may be saved."""
    court = store.court_facts(tx, found, platform=platform())
    typed = {name: request.form[name] for name in (*ASSET_FIELDS, *FIELDS) if name in request.form}
    # A proposal that was clicked: the field it fills, and with what.
    name, _, taken = request.form.get("take", "").partition("=")
    typed |= {name: taken} if name in typed else {}
    first = store.assets_of(tx, found.id)[1]
    form = read_changes(typed, lot=found, first=first, currency=court.currency, time_zone=court.time_zone)
    return Writing(_step(), court, typed, service.readable(tx, lot=found, form=form))


def _asset_act(
    lot_id: str,
    position: int,
    act: Callable[[Session, Lot, Asset, str], Refusal | None],
    done: str,
) -> Response:
    """Read an asset, what its form does not name from the stored one, and do the act with it."""
    errors = dict[str, Refusal]()
    with this_world().database.transaction() as tx:
        found = own_lot(tx, lot_id)
        currency = store.court_facts(tx, found, platform=platform()).currency
        writing = _asset_writing(tx, found, position)
        asset = read_asset({**writing.stored, **writing.typed}, currency, errors)
        refusal = None if errors else act(tx, found, asset, currency)
        if refusal or errors:
            return _asset_refused(tx, found, replace(writing, errors=errors), refusal)
    return back_to(lot_id, Step.PROPERTY, done, f"asset-{position}" if position else "assets")


def _asset_writing(tx: Session, found: Lot, position: int) -> AssetWriting:
    """Return what is written of an asset; where it is gone meanwhile, as that of a new one."""
    typed = {name: request.form[name] for name in ASSET_FIELDS if name in request.form}
    stored = store.assets_of(tx, found.id).get(position) if position != 1 else None
    if stored is None:
        return AssetWriting(NEW_ASSET, typed)
    shown = asset_form(stored)
    is_same = is_same_asset(_seen_asset(), version=found.version, shown=shown)
    return AssetWriting(position, typed, shown, theirs={} if is_same else theirs(typed, shown, shown))


def _asset_refused(tx: Session, found: Lot, writing: AssetWriting, refusal: Refusal | None) -> Response:
    """Show what was written of an asset again, each mistake beside its field, or both texts."""
    at, refusals = this_world().clock.now(), [refusal] if refusal else [*writing.errors.values()]
    status = 409 if refusal else 422
    return step_page(tx, found, Step.PROPERTY, at=at, refusals=refusals, asset=writing, status=status)


def _saved(tx: Session, found: Lot, writing: Writing) -> Response:
    """Say that it is saved: to a script with what the next save must name, to people on the next page."""
    if wants_json():
        now = store.read_lot(tx, found.id, found.court_id)
        assert now is not None, "what was saved is there"
        first = store.assets_of(tx, found.id)[1]
        shown = form_of(now, (first,), writing.court.time_zone)
        mark = mark_of(shown, FIELDS_OF[writing.step])
        return jsonify(version=now.version, mark=mark, words=_saved_words(writing.court.time_zone))
    way = {"next": after, "back": before}.get(request.form.get("go", ""), _stay)
    return back_to(found.id, way(writing.step), gettext("Saved."))


def _unreadable(tx: Session, found: Lot, writing: Writing) -> Response:
    if wants_json():
        return make_response(jsonify(words=gettext("Not saved yet: something cannot be read.")), 422)
    # What a colleague stored meanwhile is shown as well: the next save would go over it.
    first = store.assets_of(tx, found.id)[1]
    stored = form_of(found, (first,), writing.court.time_zone)
    is_seen = is_current(_seen(writing.step), version=found.version, shown=stored, named=writing.typed)
    other = {} if is_seen else theirs(writing.typed, stored, FIELDS_OF[writing.step])
    # A form that stands on no page of ours is shown where its first mistake can be mended.
    is_ours = writing.step is not Step.PUBLICATION
    step = writing.step if is_ours else first_asking(writing.form.errors)
    return step_page(
        tx, found, step, at=this_world().clock.now(), errors=writing.form.errors,
        form=writing.typed, typed=writing.form, theirs=other, status=422,
    )  # fmt: skip


def _refused(tx: Session, found: Lot, writing: Writing, refusal: Refusal) -> Response:
    """Show both texts where two people wrote; nothing of either is lost."""
    if wants_json():
        is_draft = found.state is LotState.DRAFT
        look = gettext("Show both texts") if is_draft else gettext("Show the lot and what I wrote")
        return make_response(jsonify(words=refusal_words(refusal), look=look), 409)
    first = store.assets_of(tx, found.id)[1]
    stored = form_of(found, (first,), writing.court.time_zone)
    return step_page(
        tx, found, writing.step, at=this_world().clock.now(), refusals=[refusal], form=writing.typed,
        typed=writing.form, theirs=theirs(writing.typed, stored, FIELDS_OF[writing.step]), status=409,
    )  # fmt: skip


def _saved_words(time_zone: str) -> str:
    local = this_world().clock.now().astimezone(ZoneInfo(time_zone))
    return str(gettext("Saved %(time)s", time=format_time(local, "short", locale=get_locale())))


def _seen(step: Step) -> Seen:
    return Seen(seen_version(), step, request.form.get("mark", ""))


def _seen_asset() -> Seen:
    return Seen(seen_version(), mark=request.form.get("mark", ""))


def _step() -> Step:
    return step_of(request.form.get("step", "")) or Step.PUBLICATION


def _stay(step: Step) -> Step:
    return step
