"""The page on which money of a case that was refused is proposed to go out again."""

from __future__ import annotations

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals.asking_views import ask
from auction.approvals.proposal import Subject
from auction.cases import store as cases
from auction.kernel.refusal import Refusal, noes
from auction.kernel.web_views import this_world, visitor
from auction.payments.again import acts, store, telling, wish
from auction.payments.again.wish import Refused, Wish

blueprint = Blueprint("again", __name__, url_prefix="/court/finance/refused")


@blueprint.get("/<payout_id>")
def new(payout_id: str) -> Response:
    """Show what was refused, and ask which way it goes."""
    with this_world().database.reading() as tx:
        refused = _own(tx, payout_id)
        return _page(tx, refused, noes(wish.judge(refused)))


@blueprint.post("/<payout_id>")
def propose(payout_id: str) -> Response:
    """Propose to let it go out again."""
    at, wished = this_world().clock.now(), wish.read(request.form)
    with this_world().database.transaction() as tx:
        refused = _own(tx, payout_id)
        if not isinstance(wished, Wish):
            return _page(tx, refused, wished, status=422)
        subject, content = Subject(visitor().court_id), telling.content_of(refused, wished)
        if refusals := ask(tx, acts.AGAIN, subject=subject, content=content, at=at):
            return _page(tx, refused, refusals, status=409)
    flash(gettext("Proposed. A judge decides on it, within a day."))
    return redirect(url_for("by_hand.index"), 303)


def _own(tx: Session, payout_id: str) -> Refused:
    return store.refused(tx, payout_id, visitor().court_id) or abort(404)


def _page(tx: Session, refused: Refused, refusals: tuple[Refusal, ...], *, status: int = 200) -> Response:
    court = cases.court(tx, visitor().court_id) or abort(404)
    errors = {wish.FIELD_OF[each.reason]: each for each in refusals if each.reason in wish.FIELD_OF}
    html = render_template(
        "again/new.html", court=court, refused=refused, form=request.form, errors=errors,
        refusals_now=[each for each in refusals if each.reason not in wish.FIELD_OF],
        ways=[(way, telling.WAYS[way], refused.end_of(way)) for way in refused.ways],
        because_max=wish.BECAUSE_LENGTH_MAX, can_propose=status != 200 or not refusals,
    )  # fmt: skip
    return make_response(html, status)
