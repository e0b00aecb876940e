"""Finds the payments that wait at a court's bank, and the requests of its own rounds."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.payments import store as payments
from auction.payments.held import store as held_store
from auction.payments.held.placing import Held
from auction.payments.received import PaymentRequest, RequestState
from auction.payments.tables import PaymentRequest as RequestRow
from auction.rounds.tables import Round

# More of one amount are told apart by their references alone.
REQUESTS_SHOWN_MAX = 10


def held(tx: Session, payment_id: str, court_id: str) -> Held | None:
    """Return a payment that waits at the bank of this court."""
    return held_store.one_of_court(tx, court_id, payment_id)


def request(tx: Session, reference: str, court_id: str) -> PaymentRequest | None:
    """Return the request with that reference, if it is for a round of this court."""
    query = select(Round.court_id).join(RequestRow, RequestRow.round_id == Round.id)
    court = tx.scalar(query.where(RequestRow.reference == reference))
    return payments.request_by_reference(tx, reference) if court == court_id else None


def like(tx: Session, amount: Money, court_id: str) -> list[PaymentRequest]:
    """Return open requests of this court for exactly that amount, the newest first."""
    query = (
        select(RequestRow.reference)
        .join(Round, Round.id == RequestRow.round_id)
        .where(
            Round.court_id == court_id,
            RequestRow.state == RequestState.OPEN.value,
            RequestRow.amount_minor == amount.minor,
            RequestRow.currency == amount.currency,
        )
        .order_by(RequestRow.asked_at.desc(), RequestRow.id)
        .limit(REQUESTS_SHOWN_MAX)
    )
    found = (payments.request_by_reference(tx, reference) for reference in tx.scalars(query))
    return [each for each in found if each is not None]
