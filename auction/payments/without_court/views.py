"""The operator's pages of money of no court that could not go back."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals import store as approvals
from auction.approvals.asking_views import ask
from auction.approvals.proposal import Subject
from auction.kernel.refusal import Refusal, noes
from auction.kernel.web_views import this_world
from auction.payments.without_court import acts, store, telling, wish
from auction.payments.without_court.wish import Stuck, Wish

blueprint = Blueprint("without_court", __name__, url_prefix="/operator/refused")


@blueprint.get("/")
def index() -> str:
    """Show what of no court could not go back, and what waits for another operator."""
    with this_world().database.reading() as tx:
        proposed = approvals.open_proposals(tx, "")
        waiting = [each for each in proposed if each.act == acts.WITHOUT_COURT]
        stuck = store.all_stuck(tx)
    return render_template("without_court/index.html", waiting=waiting, stuck=stuck)


@blueprint.get("/<payout_id>")
def new(payout_id: str) -> Response:
    """Show what is owed, and ask what is done about it."""
    with this_world().database.reading() as tx:
        stuck = _stuck(tx, payout_id)
    return _page(stuck, noes(wish.judge(stuck)))


@blueprint.post("/<payout_id>")
def propose(payout_id: str) -> Response:
    """Propose to send it again, or to note that it was paid."""
    at, wished = this_world().clock.now(), wish.read(request.form)
    with this_world().database.transaction() as tx:
        stuck = _stuck(tx, payout_id)
        if not isinstance(wished, Wish):
            return _page(stuck, wished, status=422)
        content = telling.content_of(stuck, wished)
        if refusals := ask(tx, acts.WITHOUT_COURT, subject=Subject(""), content=content, at=at):
            return _page(stuck, refusals, status=409)
    flash(gettext("Proposed. Another operator decides on it within a day."))
    return redirect(url_for("without_court.index"), 303)


def _stuck(tx: Session, payout_id: str) -> Stuck:
    return store.stuck(tx, payout_id) or abort(404)


def _page(stuck: Stuck, refusals: tuple[Refusal, ...], *, status: int = 200) -> Response:
    errors = {wish.FIELD_OF[each.reason]: each for each in refusals if each.reason in wish.FIELD_OF}
    html = render_template(
        "without_court/new.html", stuck=stuck, form=request.form, errors=errors,
        refusals_now=[each for each in refusals if each.reason not in wish.FIELD_OF],
        ways=[(way.value, telling.WAYS[way]) for way in wish.Way], receipt_max=wish.RECEIPT_LENGTH_MAX,
        because_max=wish.BECAUSE_LENGTH_MAX, can_propose=status != 200 or not refusals,
    )  # fmt: skip
    return make_response(html, status)
