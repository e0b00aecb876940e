"""The court's page for the bidders of a round: who must not bid, and which rights are confirmed.

No page tells who enrolled; until the end the court learns only whether there is a conflict (R-33).
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals.asking_views import ask
from auction.approvals.proposal import Subject
from auction.enrolment import store, words
from auction.enrolment.bars import service as bars
from auction.enrolment.bars import store as bars_store
from auction.enrolment.bars.wish import read_block, read_check
from auction.enrolment.rights import acts
from auction.enrolment.rights import store as rights_store
from auction.enrolment.rights.wish import (
    RANK_MAX,
    AgentWish,
    CreditorWish,
    PriorityWish,
    read_agent,
    read_creditor,
    read_priority,
)
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import form_id, this_world, visitor
from auction.people.vault import vault_of
from auction.rounds import store as rounds_store
from auction.rounds.standing import RoundView
from auction.rules.days import local_date

Wish = PriorityWish | CreditorWish | AgentWish

blueprint = Blueprint("bidders", __name__, url_prefix="/court/rounds/<round_id>/bidders")


@blueprint.get("/")
def index(round_id: str) -> Response:
    """Show who must not bid, whether there is a conflict, and which rights there are."""
    with this_world().database.reading() as tx:
        return _page(tx, _own(tx, round_id))


@blueprint.post("/block")
def block(round_id: str) -> Response:
    """Put somebody on the court's list of who must not bid (R-35)."""
    at, digest = this_world().clock.now(), vault_of(this_world().settings).digest
    with this_world().database.transaction() as tx:
        view = _own(tx, round_id)
        wish = read_block(request.form, digest=digest, today=at.date())
        if isinstance(wish, tuple):
            return _page(tx, view, refusals=wish)
        bars.block(tx, block_id=form_id(), board=view.board, wish=wish, by=visitor().account_id, at=at)
    return _back(round_id, gettext("On the list. This person cannot bid."))


@blueprint.post("/lift/<block_id>")
def lift(round_id: str, block_id: str) -> Response:
    """Take a mistake off the list."""
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        view = _own(tx, round_id)
        refusal = bars.lift(tx, block_id=block_id, board=view.board, by=visitor().account_id, at=at)
        if refusal is not None:
            return _page(tx, view, refusals=(refusal,), status=409)
    return _back(round_id, gettext("Taken off the list."))


@blueprint.post("/check")
def check(round_id: str) -> Response:
    """Note what the court found of somebody's qualification to buy (R-38)."""
    at, digest = this_world().clock.now(), vault_of(this_world().settings).digest
    with this_world().database.transaction() as tx:
        view = _own(tx, round_id)
        today = local_date(at, view.snapshot["time_zone"])
        wish = read_check(request.form, digest=digest, today=today)
        if isinstance(wish, tuple):
            return _page(tx, view, refusals=wish)
        bars.note_check(tx, check_id=form_id(), board=view.board, wish=wish, by=visitor().account_id, at=at)
    return _back(round_id, gettext("Noted. The record says that somebody was noted, and not who."))


@blueprint.post("/priority")
def priority(round_id: str) -> Response:
    """Propose to confirm a priority right, also while the round runs (R-34)."""
    at, digest = this_world().clock.now(), vault_of(this_world().settings).digest
    return _ask(round_id, acts.PRIORITY, read_priority(request.form, digest=digest, today=at.date()))


@blueprint.post("/creditor")
def creditor(round_id: str) -> Response:
    """Propose to confirm an enforcing creditor, who pays the deposit less the claim (R-32)."""
    at, digest = this_world().clock.now(), vault_of(this_world().settings).digest
    with this_world().database.reading() as tx:
        currency = _own(tx, round_id).terms.deposit.currency
    wish = read_creditor(request.form, digest=digest, today=at.date(), currency=currency)
    return _ask(round_id, acts.CREDITOR, wish)


@blueprint.post("/agent")
def agent(round_id: str) -> Response:
    """Propose to confirm an agent, before bidding opens (R-39)."""
    at, digest = this_world().clock.now(), vault_of(this_world().settings).digest
    return _ask(round_id, acts.AGENT, read_agent(request.form, digest=digest, today=at.date()))


def _ask(round_id: str, act: str, wish: Wish | tuple[Refusal, ...]) -> Response:
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        view = _own(tx, round_id)
        if isinstance(wish, tuple):
            return _page(tx, view, refusals=wish)
        subject = Subject(view.court_id, view.case_id, view.lot_id, round_id)
        if refusals := ask(tx, act, subject=subject, content=wish.content, at=at):
            return _page(tx, view, refusals=refusals, status=409)
    return _back(round_id, gettext("Proposed. A judge other than you decides on it, within a day."))


def _page(tx: Session, view: RoundView, *, refusals: Sequence[Refusal] = (), status: int = 422) -> Response:
    html = render_template(
        "enrolment/bidders.html", view=view, zone=view.snapshot["time_zone"], words=words,
        count=store.count_of(tx, view.round_id),
        admitted=len(store.admitted_of(tx, view.round_id)),
        blocked=bars.blocked_in(tx, view.board),
        has_conflict=bars.has_conflict(tx, view.board),
        checks=bars_store.lot_checks(tx, view.lot_id),
        agents=rights_store.agent_count(tx, view.round_id),
        creditors=rights_store.creditor_count(tx, view.round_id),
        priorities=store.priorities_of(tx, view.round_id),
        rank_max=RANK_MAX, refusals_now=refusals, form=request.form,
    )  # fmt: skip
    return make_response(html, status if refusals else 200)


def _back(round_id: str, done: str) -> Response:
    flash(done)
    return redirect(url_for("bidders.index", round_id=round_id), 303)


def _own(tx: Session, round_id: str) -> RoundView:
    view = rounds_store.read_round(tx, round_id)
    if view is None or view.court_id != visitor().court_id:
        abort(404)
    return view
