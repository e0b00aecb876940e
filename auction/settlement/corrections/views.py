"""The pages of corrections: one transfer with its exact reverse, and those that wait or were made."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals import store as approvals
from auction.approvals.asking_views import ask
from auction.approvals.proposal import Subject
from auction.cases import store as cases
from auction.kernel.refusal import Refusal, noes
from auction.kernel.web_views import this_world, visitor
from auction.ledger.transfer import Transfer
from auction.payments.reconciliation.wish import clean
from auction.settlement.corrections import acts, store, wrong
from auction.settlement.corrections.telling import content_of, words_of

blueprint = Blueprint("corrections", __name__, url_prefix="/court/finance/corrections")


@blueprint.get("/")
def index() -> str:
    """Show the corrections that wait for a judge, and those that were made."""
    court_id = visitor().court_id
    with this_world().database.reading() as tx:
        court = cases.court(tx, court_id) or abort(404)
        waiting = [each for each in approvals.open_proposals(tx, court_id) if each.act == acts.CORRECT]
        made = store.corrections(tx, court_id, court.currency)
        return render_template("corrections/index.html", court=court, waiting=waiting, made=made)


@blueprint.get("/<transfer_id>")
def new(transfer_id: str) -> Response:
    """Show a transfer, and what its exact reverse would move."""
    with this_world().database.reading() as tx:
        found = _own(tx, transfer_id)
        standing = store.standing(tx, found.id, visitor().court_id)
        return _page(tx, found, noes(wrong.judge(standing)))


@blueprint.post("/<transfer_id>")
def propose(transfer_id: str) -> Response:
    """Propose to take a transfer back."""
    at, because = this_world().clock.now(), clean(request.form.get("because", ""))
    with this_world().database.transaction() as tx:
        found, court_id, sale = _own(tx, transfer_id), visitor().court_id, _sale_of(tx, transfer_id)
        subject = Subject(court_id, **sale)
        if refusals := ask(tx, acts.CORRECT, subject=subject, content=content_of(found, because), at=at):
            return _page(tx, found, refusals, because=because, status=409)
    flash(gettext("Proposed. A judge decides on it, within a day."))
    return redirect(url_for("corrections.index"), 303)


def _own(tx: Session, transfer_id: str) -> Transfer:
    return store.transfer(tx, transfer_id, visitor().court_id) or abort(404)


def _sale_of(tx: Session, transfer_id: str) -> dict[str, str]:
    sale = _own(tx, transfer_id).sale
    return {"case_id": sale.case_id or "", "lot_id": sale.lot_id or "", "round_id": sale.round_id or ""}


def _page(
    tx: Session, found: Transfer, refusals: tuple[Refusal, ...], *, because: str = "", status: int = 200
) -> Response:
    court = cases.court(tx, visitor().court_id) or abort(404)
    html = render_template(
        "corrections/new.html", court=court, wrong=found, purpose=words_of(found.purpose),
        because=because, because_max=wrong.BECAUSE_LENGTH_MAX,
        refusals_now=refusals, can_propose=status != 200 or not refusals,
    )  # fmt: skip
    return make_response(html, status)
