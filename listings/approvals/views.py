"""The court's proposals: what waits for a second person, one of them to read, and the decision."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.approvals import service, store
from auction.approvals.act import Act, judge_role, takes_part
from auction.approvals.asking_views import act_named
from auction.approvals.proposal import BECAUSE_LENGTH_MAX, Proposal, State, is_expired
from auction.cases import store as cases
from auction.kernel.doors import WRITERS
from auction.kernel.refusal import Refusal, noes
from auction.kernel.web_views import this_world, visitor
from auction.people import service as people
from auction.people.names_views import note_names
from listings import store as lots
from listings.approvals.told_views import told
from listings.desk import store as desk
from listings.desk.wish import DeskWish
from listings.draft_form import clean

blueprint = Blueprint("approvals", __name__, url_prefix="/court/approvals")

Decide = Callable[[Session, Proposal, Act, datetime], tuple[Refusal, ...]]


@blueprint.get("/")
def index() -> str:
    """Show what waits for a second person, what this person proposed, and what was decided last."""
    court_id, who = visitor().court_id, visitor()
    with this_world().database.reading() as tx:
        waiting = _lines(tx, store.open_proposals(tx, court_id))
        return render_template(
            "approvals/index.html", zone=_zone(tx, court_id), states=State, who=who,
            others=[line for line in waiting if line["proposal"].proposed_by != who.account_id],
            own=[line for line in waiting if line["proposal"].proposed_by == who.account_id],
            notices=desk.lots(tx, court_id, DeskWish(state="SUBMITTED")) if who.role in WRITERS else [],
            decided=_lines(tx, store.decided_proposals(tx, court_id)),
        )  # fmt: skip


@blueprint.get("/<proposal_id>")
def proposal(proposal_id: str) -> Response:
    """Show one proposal word by word."""
    with this_world().database.transaction() as tx:
        found, act = _own(tx, proposal_id)
        page = _page(tx, found, act)
        # Last, as every act appends last: two that wait for one another's locks would wait for ever.
        note_names(tx, subject=found.act, shown=[found.id] if act.names_payer else [])
    return page


@blueprint.post("/<proposal_id>/approve")
def approve(proposal_id: str) -> Response:
    """Approve and do what another person proposed, exactly as it was read."""
    return _decide(proposal_id, gettext("Approved and done."), lambda tx, found, act, at: service.approve(
        tx, act=act, proposal_id=found.id, court_id=found.subject.court_id,
        hash_read=request.form.get("hash", ""), by=visitor().account_id, at=at,
    ))  # fmt: skip


@blueprint.post("/<proposal_id>/return")
def give_back(proposal_id: str) -> Response:
    """Give a proposal back with a reason."""
    because = clean(request.form.get("because", ""), one_line=False)
    return _decide(proposal_id, gettext("Given back."), lambda tx, found, _act, at: noes(service.give_back(
        tx, proposal_id=found.id, court_id=found.subject.court_id, by=visitor().account_id,
        because=because, at=at,
    )))  # fmt: skip


@blueprint.post("/<proposal_id>/take-back")
def take_back(proposal_id: str) -> Response:
    """Take an own proposal back."""
    with this_world().database.transaction() as tx:
        found, act = _own(tx, proposal_id)
        refusal = service.take_back(
            tx, proposal_id=found.id, court_id=found.subject.court_id, by=visitor().account_id,
            at=this_world().clock.now(),
        )  # fmt: skip
        return _answer(tx, found, act, refusals=noes(refusal), done=gettext("Taken back."))


def _decide(proposal_id: str, done: str, decide: Decide) -> Response:
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        found, act = _own(tx, proposal_id)
        refusal = judge_role(act.approvers, visitor().role)
        refusals = (refusal,) if refusal else decide(tx, found, act, at)
        return _answer(tx, found, act, refusals=refusals, done=done)


def _answer(tx: Session, found: Proposal, act: Act, *, refusals: Sequence[Refusal], done: str) -> Response:
    if refusals:
        now = store.proposal(tx, found.id, found.subject.court_id) or found
        return _page(tx, now, act, refusals)
    flash(done)
    if found.subject.lot_id:
        return redirect(url_for("court.lot", lot_id=found.subject.lot_id), 303)
    return redirect(url_for(act.leads_to), 303)


def _page(tx: Session, found: Proposal, act: Act, refusals: Sequence[Refusal] = ()) -> Response:
    zone, at, who = _zone(tx, found.subject.court_id), this_world().clock.now(), visitor()
    is_open = found.state is State.OPEN and not is_expired(found, at)
    page = render_template(
        "approvals/proposal.html", proposal=found, act=act, zone=zone, states=State, is_open=is_open,
        lines=told(act, found, zone), refusals_now=refusals, **_around(tx, found),
        now=act.check(tx, found.subject, found.content, at) if is_open else (),
        is_own=found.proposed_by == who.account_id, may_decide=who.role in act.approvers,
        because=request.form.get("because", ""), because_max=BECAUSE_LENGTH_MAX,
    )  # fmt: skip
    return make_response(page, 409 if refusals else 200)


def _zone(tx: Session, court_id: str) -> str:
    """Return the zone of the court's clock; the platform's own acts have none."""
    court = cases.court(tx, court_id)
    return court.time_zone if court else "UTC"


def _own(tx: Session, proposal_id: str) -> tuple[Proposal, Act]:
    found: Proposal = store.proposal(tx, proposal_id, visitor().court_id) or abort(404)
    act: Act = act_named(found.act) or abort(404)
    return (found, act) if takes_part(act, visitor().role) else abort(404)


def _around(tx: Session, found: Proposal) -> dict[str, Any]:
    """Return whom and what a proposal names: persons by their address, lot and case by their names."""
    subject = found.subject
    lot = lots.read_lot(tx, subject.lot_id, subject.court_id) if subject.lot_id else None
    case = cases.case_of(tx, subject.case_id or (lot.case_id if lot else ""), subject.court_id)
    return {
        "lot": lot,
        "case": case,
        "proposer": people.email_of(tx, found.proposed_by),
        "decider": people.email_of(tx, found.decided_by),
    }


def _lines(tx: Session, proposals: Sequence[Proposal]) -> list[dict[str, Any]]:
    acts = [(each, act_named(each.act)) for each in proposals]
    own = [(each, act) for each, act in acts if takes_part(act, visitor().role)]
    return [{"proposal": each, "act": act, **_around(tx, each)} for each, act in own]
