"""The page on which a court notes who was notified, and the public one of those it cannot reach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.kernel.doors import WRITERS
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, this_world, visitor
from auction.rules.days import local_date
from auction.rules.rule_sets import CURRENT, rule_set
from listings import store
from listings.desk_views import own_lot, platform
from listings.lot import Lot, LotState
from listings.page_views import page_tools
from listings.parties import service, words
from listings.parties import store as notifications
from listings.parties.form import read_notification
from listings.parties.notified import bounds, counts_from

blueprint = Blueprint("parties", __name__)
blueprint.context_processor(page_tools)


@blueprint.get("/court/lots/<lot_id>/parties")
def index(lot_id: str) -> Response:
    """Show who has to know of the sale, who knows, and which days that leaves."""
    with this_world().database.reading() as tx:
        lot = store.read_lot(tx, lot_id, visitor().court_id) or abort(404)
        return _page(tx, lot, at=this_world().clock.now())


@blueprint.post("/court/lots/<lot_id>/parties")
def note(lot_id: str) -> Response:
    """Note that somebody was notified, waived it, or cannot be reached."""
    at, (notification, errors) = this_world().clock.now(), read_notification(request.form)
    with this_world().database.transaction() as tx:
        lot = own_lot(tx, lot_id)
        if notification is None:
            return _page(tx, lot, at=at, errors=errors, status=422)
        refusal = service.note(
            tx, lot=lot, subject=request.form.get("subject", ""), notification=notification,
            notification_id=form_id(), time_zone=store.court_facts(tx, lot, platform=platform()).time_zone,
            actor=visitor().account_id, at=at,
        )  # fmt: skip
        if refusal:
            return _page(tx, lot, at=at, refusals=[refusal], status=409)
    flash(gettext("The notification is noted."))
    return redirect(url_for("parties.index", lot_id=lot_id), 303)


@blueprint.get("/unreached")
def said_here() -> str:
    """Say to everybody which parties could not be reached, and from when they count as notified."""
    rules = rule_set(CURRENT)
    with this_world().database.reading() as tx:
        lines = notifications.said_here(tx)
    return render_template(
        "parties/said_here.html", lines=lines, days=rules.days("deemed_notice"), words=words
    )


def _page(
    tx: Session,
    lot: Lot,
    *,
    at: datetime,
    refusals: Sequence[Refusal] = (),
    errors: Mapping[str, Refusal] | None = None,
    status: int = 200,
) -> Response:
    court, rules = store.court_facts(tx, lot, platform=platform()), rule_set(lot.rule_set)
    persons, wrong = service.persons(tx, lot), dict(errors or {})
    page = render_template(
        "parties/index.html",
        lot=lot,
        court=court,
        zone=court.time_zone,
        persons=persons,
        counted={
            each.subject: counts_from(each.notification, rules) for each in persons if each.notification
        },
        earliest=bounds(persons, rules),
        rules=rules,
        today=local_date(at, court.time_zone),
        may_edit=visitor().role in WRITERS and lot.state is LotState.DRAFT,
        form=request.form,
        errors=wrong,
        refusals_now=[*refusals, *wrong.values()],
        words=words,
    )
    return make_response(page, status)
