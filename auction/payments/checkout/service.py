"""Writes a checkout down before the payment service is asked for its page, and what it answered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from auction.payments.checkout import session, store
from auction.payments.checkout.session import Checkout, CheckoutState
from auction.payments.gateway import Ask


def begin(tx: Session, *, checkout_id: str, ask: Ask, language: str, at: datetime) -> Checkout | Refusal:
    """Return the checkout that a click leads to: the one that stands, or else a new one."""
    earlier = store.newest(tx, ask.request_id)
    paid_at = store.last_paid_at(tx, ask.request_id)
    if earlier is not None and session.stands(earlier, ask.amount, at, paid_at=paid_at):
        return earlier
    if refusal := session.may_follow(earlier):
        return refusal
    made = Checkout(
        id=checkout_id,
        request_id=ask.request_id,
        number=session.number_after(earlier),
        amount=ask.amount,
        language=language,
        state=CheckoutState.NEW,
        made_at=at,
        expires_at=session.life_until(at, ask.expires_at),
    )
    return store.add(tx, made)


def opened(tx: Session, checkout: Checkout, *, gateway_id: str, url: str, at: datetime) -> None:
    """Record the page that the service made, and when to ask what became of it."""
    look_at = session.next_look(checkout, at)
    store.mark_open(tx, checkout.id, gateway_id=gateway_id, url=url, next_look_at=look_at)


def to_look_at(tx: Session, *, limit: int, at: datetime) -> list[str]:
    """Return the pages, by the service's ids, to ask about now; each is asked about a few times only."""
    due = store.due_looks(tx, at=at, limit=limit)
    for checkout, _, waits in due:
        store.set_look(tx, checkout.id, session.next_look(checkout, at) if waits else None)
    return [gateway_id for _, gateway_id, waits in due if waits]


def refused(tx: Session, checkout: Checkout, *, reason: str) -> None:
    """Record that the service made none, and why; the next click asks anew."""
    store.mark_refused(tx, checkout.id, reason=reason)
