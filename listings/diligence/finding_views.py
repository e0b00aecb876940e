"""The court's desk: what was found out of one asset, on a page that asks by its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.kernel.doors import WRITERS
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from auction.rules.asset_kind import KINDS_OF, AssetKind
from auction.rules.rule_sets import rule_set
from listings import store, words
from listings.asset import Asset
from listings.desk.steps import Step
from listings.desk_views import back_to, lot_page, own_lot, platform, seen_version
from listings.diligence import service
from listings.diligence.check import questions_of
from listings.diligence.finding import Finding
from listings.diligence.wish import form_of, read_findings, read_kind
from listings.diligence.words import HELP
from listings.lot import Lot, LotState


@dataclass(frozen=True)
class Answers:
    """What an officer wrote of which asset, and what of it was refused."""

    position: int
    kind: AssetKind | None
    typed: Mapping[str, str]
    errors: Mapping[str, Refusal]
    refusals: tuple[Refusal, ...] = ()


def findings(lot_id: str, position: int) -> Response:
    """Ask what the law asks of an asset, by the kind that is chosen."""
    with this_world().database.reading() as tx:
        lot: Lot = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        asset: Asset = store.assets_of(tx, lot.id).get(position) or abort(404)
        if lot.state is not LotState.DRAFT:
            return redirect(url_for("court.lot", lot_id=lot_id), 303)
        kind = read_kind(request.args.get("kind", ""), asset)
        chosen = kind if isinstance(kind, AssetKind) else asset.kind
        return _page(tx, lot, Answers(position, chosen, form_of(asset.findings), {}))


def save_findings(lot_id: str, position: int) -> Response:
    """Write the kind of an asset and what was found out of it into the draft."""
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        asset: Asset = store.assets_of(tx, lot.id).get(position) or abort(404)
        answers, found = _read(lot, position, asset)
        if answers.errors or answers.refusals or answers.kind is None:
            return _page(tx, lot, answers, 422)
        refusal = service.save(
            tx, lot=lot, version=seen_version(), position=position, kind=answers.kind, findings=found
        )
        if refusal:
            return _refused(tx, lot, answers, refusal)
    return back_to(lot_id, Step.PROPERTY, gettext("What was found out is written down."), "assets")


def _read(lot: Lot, position: int, asset: Asset) -> tuple[Answers, dict[str, Finding]]:
    kind = read_kind(request.form.get("kind", ""), asset)
    if isinstance(kind, Refusal):
        return Answers(position, asset.kind, request.form, {}, (kind,)), {}
    found, errors = read_findings(request.form, questions_of(rule_set(lot.rule_set), kind))
    return Answers(position, kind, request.form, errors), found


def _refused(tx: Session, lot: Lot, answers: Answers, refusal: Refusal) -> Response:
    """Show what was written again, where it can be saved or at least copied."""
    if lot.state is not LotState.DRAFT:
        at = this_world().clock.now()
        return lot_page(tx, lot, at=at, refusals=[refusal], form=dict(answers.typed), status=409)
    return _page(tx, lot, replace(answers, refusals=(refusal,)), 409)


def _page(tx: Session, lot: Lot, answers: Answers, status: int = 200) -> Response:
    asset = store.assets_of(tx, lot.id)[answers.position]
    rules = rule_set(lot.rule_set)
    page = render_template(
        "court/findings.html",
        lot=lot,
        position=answers.position,
        described=asset,
        kinds={kind.value: words.ASSET_KINDS[kind] for kind in KINDS_OF[asset.asset_class]},
        kind=answers.kind,
        questions=questions_of(rules, answers.kind) if answers.kind else (),
        form=answers.typed,
        errors=answers.errors,
        refusals_now=[*answers.refusals, *answers.errors.values()],
        theirs=_theirs(asset, answers.typed) if status == 409 else {},
        court=store.court_facts(tx, lot, platform=platform()),
        words=words,
        help=HELP,
        may_edit=visitor().role in WRITERS,
    )
    return make_response(page, status)


def _theirs(asset: Asset, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is stored where something else was written, so that nobody's text is lost."""
    stored = form_of(asset.findings)
    return {
        name: text
        for name, text in stored.items()
        if name in typed and typed[name].replace("\r\n", "\n").strip() != text
    }
