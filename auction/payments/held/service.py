"""What becomes of a payment that nobody could place: finance places it, or it goes back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.kernel.refusal import Refusal
from auction.payments import service as payments
from auction.payments import store as payments_store
from auction.payments.held import placing, store
from auction.payments.received import RequestState


def place(
    tx: Session, *, payment_id: str, request_id: str, court_id: str, actor: str, at: datetime
) -> Refusal | None:
    """Say for finance that a payment counts for a request: the room that asked then judges it."""
    held = store.lock(tx, payment_id)
    request = payments_store.request(tx, request_id)
    if refusal := placing.judge(held, request, court_id=court_id):
        return refusal
    assert held is not None, "what is placed waits"
    assert request is not None, "what it is placed for was asked"
    store.place(tx, payment_id=payment_id, request_id=request_id, actor=actor, at=at)
    store.end(tx, payment_id)
    payment = payments_store.payment(tx, payment_id)
    payments_store.let_wait(tx, payment, request.purpose)
    payments_store.move_requests(tx, [request_id], to=RequestState.RECEIVED, leaving=(RequestState.OPEN,))
    log.append(tx, [placing.entry_of(held, request, actor=actor, at=at)])
    return None


def send_back(tx: Session, *, payment_id: str, at: datetime) -> int:
    """Send back a payment that still waits, for the reason for which it waited; return how many."""
    waiting = [each for each in [store.lock(tx, payment_id)] if each is not None]
    for held in waiting:
        payments.return_unmatched(tx, payment_id=payment_id, reason=held.reason, at=at)
    return len(waiting)
