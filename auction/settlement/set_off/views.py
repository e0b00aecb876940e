"""The court's page of a purchase: what is still to be paid, and what is set off against it."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals.asking_views import ask
from auction.approvals.proposal import Subject
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from auction.rounds import store as rounds_store
from auction.rounds.standing import RoundView
from auction.settlement.set_off import acts, store
from auction.settlement.set_off.set_off import read

blueprint = Blueprint("set_off", __name__, url_prefix="/court/rounds/<round_id>/set-off")


@blueprint.get("/")
def index(round_id: str) -> Response:
    """Show what the buyer owes and has paid, and how much could be set off."""
    with this_world().database.reading() as tx:
        return _page(tx, _own(tx, round_id))


@blueprint.post("/")
def propose(round_id: str) -> Response:
    """Propose to set a creditor's claim off against the price (R-62)."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        view = _own(tx, round_id)
        wish = read(request.form, view.terms.deposit.currency)
        if isinstance(wish, tuple):
            return _page(tx, view, refusals=wish)
        subject = Subject(view.court_id, view.case_id, view.lot_id, round_id)
        if refusals := ask(tx, acts.SET_OFF, subject=subject, content=wish.content, at=at):
            return _page(tx, view, refusals=refusals, status=409)
    flash(gettext("Proposed. A judge other than you decides on it, within a day."))
    return redirect(url_for("set_off.index", round_id=round_id), 303)


def _page(tx: Session, view: RoundView, *, refusals: tuple[Refusal, ...] = (), status: int = 422) -> Response:
    purchase = store.purchase(tx, view.round_id, court_id=view.court_id)
    html = render_template(
        "settlement/set_off.html",
        view=view,
        zone=view.snapshot["time_zone"],
        purchase=purchase,
        refusals_now=refusals,
        form=request.form,
    )
    return make_response(html, status if refusals else 200)


def _own(tx: Session, round_id: str) -> RoundView:
    view = rounds_store.read_round(tx, round_id)
    if view is None or view.court_id != visitor().court_id:
        abort(404)
    return view
