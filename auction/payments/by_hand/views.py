"""The pages of money that was refused: what it is, and the account to which a refund goes instead."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals import store as approvals
from auction.approvals.act import takes_part
from auction.approvals.asking_views import ask
from auction.approvals.proposal import Proposal, Subject
from auction.cases import store as cases
from auction.kernel.refusal import Refusal, noes
from auction.kernel.web_views import this_world, visitor
from auction.payments.again import store as again
from auction.payments.again.acts import AGAIN
from auction.payments.bank.order import format_origin
from auction.payments.by_hand import acts, store, wish
from auction.payments.by_hand.telling import content_of
from auction.payments.by_hand.wish import Owed, Wish
from auction.people.names_views import note_names
from auction.people.vault import vault_of

SHOWN = frozenset({acts.BY_HAND, AGAIN})
blueprint = Blueprint("by_hand", __name__, url_prefix="/court/finance/refunds")


@blueprint.get("/")
def index() -> str:
    """Show what was refused or cannot go back by itself, and what waits for a judge."""
    court_id = visitor().court_id
    with this_world().database.transaction() as tx:
        court = cases.court(tx, court_id) or abort(404)
        waiting = [each for each in approvals.open_proposals(tx, court_id) if each.act in SHOWN]
        note_names(tx, subject=acts.BY_HAND, shown=_named(waiting))
        stuck, refused = store.stuck(tx, court_id), again.all_refused(tx, court_id)
    return render_template("by_hand/index.html", court=court, waiting=waiting, stuck=stuck, refused=refused)


@blueprint.get("/<payout_id>")
def new(payout_id: str) -> Response:
    """Show what is owed, and ask for the account."""
    with this_world().database.reading() as tx:
        owed = _own(tx, payout_id)
        return _page(tx, owed, noes(wish.judge(owed)))


@blueprint.post("/<payout_id>")
def propose(payout_id: str) -> Response:
    """Propose to send the money to the account that is named."""
    at, wished = this_world().clock.now(), wish.read(request.form)
    with this_world().database.transaction() as tx:
        owed = _own(tx, payout_id)
        if not isinstance(wished, Wish):
            return _page(tx, owed, wished, status=422)
        subject = Subject(visitor().court_id)
        if refusals := ask(tx, acts.BY_HAND, subject=subject, content=_content(owed, wished), at=at):
            return _page(tx, owed, refusals, status=409)
    flash(gettext("Proposed. A judge decides on it, within a day."))
    return redirect(url_for("by_hand.index"), 303)


def _named(waiting: Sequence[Proposal]) -> list[str]:
    """Return the proposals of which this officer is shown to whom the money goes."""
    is_told = any(takes_part(act, visitor().role) for act in acts.ACTS)
    return [each.id for each in waiting if is_told and each.act == acts.BY_HAND]


def _content(owed: Owed, wished: Wish) -> dict[str, object]:
    sealed = vault_of(this_world().settings).seal(format_origin(wished.creditor))
    return content_of(owed, wished, sealed=sealed.decode())


def _own(tx: Session, payout_id: str) -> Owed:
    return store.owed(tx, payout_id, visitor().court_id) or abort(404)


def _page(tx: Session, owed: Owed, refusals: tuple[Refusal, ...], *, status: int = 200) -> Response:
    court = cases.court(tx, visitor().court_id) or abort(404)
    errors = {wish.FIELD_OF[each.reason]: each for each in refusals if each.reason in wish.FIELD_OF}
    html = render_template(
        "by_hand/new.html", court=court, owed=owed, form=request.form, errors=errors,
        refusals_now=[each for each in refusals if each.reason not in wish.FIELD_OF],
        because_max=wish.BECAUSE_LENGTH_MAX, can_propose=status != 200 or not refusals,
    )  # fmt: skip
    return make_response(html, status)
