"""The court's desk: the way to the price of a lot, step by step, what is due, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.kernel.doors import WRITERS
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from auction.rules.days import local_date
from listings import service as lots
from listings import store
from listings.desk_views import own_lot, platform, seen_version
from listings.lot import Lot, LotState, Purpose
from listings.valuation import service, way, words
from listings.valuation import store as noted
from listings.valuation.fact_form import FIELDS, read_fact
from listings.valuation.telling import due_of, fee_base_of, fees_of


def valuation(lot_id: str) -> Response:
    """Show what was noted, what is due, and the price that follows."""
    with this_world().database.reading() as tx:
        lot = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        return _page(tx, lot, at=this_world().clock.now())


def note(lot_id: str) -> Response:
    """Note one step on the way to the price."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        proposal = lots.open_dossier(tx, lot=lot, platform=platform()).proposal
        fact, errors = read_fact(request.form, proposal.court.currency)
        if fact is None:
            return _page(tx, lot, at=at, errors=errors, status=422)
        refusal = service.note_fact(
            tx, lot=lot, fact=fact, currency=proposal.court.currency, rules=proposal.rules,
            today=local_date(at, proposal.court.time_zone), actor=visitor().account_id, at=at,
        )  # fmt: skip
        if refusal:
            return _page(tx, lot, at=at, refusals=[refusal], status=409)
    return _back(lot_id, gettext("The step is noted."))


def fix(lot_id: str) -> Response:
    """Write the price that follows from the steps into the draft."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        proposal = lots.open_dossier(tx, lot=lot, platform=platform()).proposal
        refusal = service.fix_price(
            tx, lot=lot, version=seen_version(), proposal=proposal, actor=visitor().account_id, at=at
        )
        if refusal:
            return _page(tx, lot, at=at, refusals=[refusal], status=409)
    return _back(lot_id, gettext("The price is written into the draft."))


def _back(lot_id: str, done: str) -> Response:
    flash(done)
    return redirect(url_for("court.valuation", lot_id=lot_id), 303)


def _page(
    tx: Session,
    lot: Lot,
    *,
    at: datetime,
    refusals: Sequence[Refusal] = (),
    errors: Mapping[str, Refusal] | None = None,
    status: int = 200,
) -> Response:
    dossier = lots.open_dossier(tx, lot=lot, platform=platform())
    court, rules = dossier.proposal.court, dossier.proposal.rules
    facts = [each.fact for each in noted.facts_of(tx, lot.id)]
    may_write, published = visitor().role in WRITERS, dossier.published
    hammer = published.round.hammer_price if published else None
    page = render_template(
        "court/valuation.html",
        lot=lot, facts=facts, due=due_of(facts, rules), result=way.result_of(facts, rules),
        fees=fees_of(facts, hammer, rules), fee_base=fee_base_of(facts, hammer, rules),
        method_words=words.METHODS, step_words=words.STEPS,
        refusals_now=[*refusals, *(errors or {}).values()], errors=errors or {}, court=court,
        form={name: request.form.get(name, "") for name in FIELDS}, zone=court.time_zone,
        today=local_date(at, court.time_zone), may_write=may_write,
        may_fix=may_write and lot.state is LotState.DRAFT and lot.purpose is not Purpose.CORRECTION,
    )  # fmt: skip
    return make_response(page, status)
