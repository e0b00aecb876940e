"""Takes a payment for a request, by two people, or sends it back before its time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.approvals.proposal import Proposal, Subject
from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.refusal import Refusal, noes
from auction.payments.held import placing
from auction.payments.held import service as held_service
from auction.settlement.resolving import store, wish

Content = Mapping[str, Any]
Refusals = tuple[Refusal, ...]


def check_take(tx: Session, subject: Subject, content: Content, _at: datetime) -> Refusals:
    """Say what stands against taking this payment for this request right now."""
    request = store.request(tx, str(content["reference"]), subject.court_id)
    held = store.held(tx, str(content["payment_id"]), subject.court_id)
    no = wish.judge_request(request) or placing.judge(held, request, court_id=subject.court_id)
    return noes(no)


def take(tx: Session, proposal: Proposal, by: str, at: datetime) -> Refusals:
    """Say that the payment counts for the request; the room that asked for it judges it within seconds."""
    content, court_id = proposal.content, proposal.subject.court_id
    if refusals := check_take(tx, proposal.subject, content, at):
        return refusals
    request = store.request(tx, str(content["reference"]), court_id)
    assert request is not None, "it was judged"
    placed = held_service.place(
        tx, payment_id=str(content["payment_id"]), request_id=request.id, court_id=court_id, actor=by, at=at
    )
    return noes(placed)


def send_back(tx: Session, *, payment_id: str, court_id: str, by: str, at: datetime) -> Refusal | None:
    """Send a payment back at once, as it would go by itself a little later."""
    no = placing.judge_held(store.held(tx, payment_id, court_id), court_id=court_id)
    if no is not None:
        return no
    held_service.send_back(tx, payment_id=payment_id, at=at)
    facts = {"payment_id": payment_id, "actor": by}
    chain = chain_of(court_id)
    log.append(tx, [EntryDraft(chain, "payment.sent_back", at, facts, court_id=court_id)])
    return None
