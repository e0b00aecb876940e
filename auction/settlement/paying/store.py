"""Reads the payments of one request, each as it stands."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.ledger.transfer import money_back_id
from auction.payments.tables import Payment, Payout, ReturnedPayment, WaitingPayment
from auction.settlement.paying.page import Arrival

# Who pays in more parts than this is shown the last ones.
ARRIVALS_SHOWN_MAX = 50


def arrivals_of(tx: Session, request_id: str) -> tuple[Arrival, ...]:
    """Return the payments under a request, the latest first."""
    query = (
        select(Payment, WaitingPayment.payment_id, ReturnedPayment.reason)
        .outerjoin(WaitingPayment, WaitingPayment.payment_id == Payment.id)
        .outerjoin(ReturnedPayment, ReturnedPayment.payment_id == Payment.id)
        .where(Payment.request_id == request_id)
        .order_by(Payment.received_at.desc(), Payment.id.desc())
        .limit(ARRIVALS_SHOWN_MAX)
    )
    rows = tx.execute(query).all()
    back = _payouts(tx, [came.id for came, _, _ in rows])
    return tuple(
        _arrival(came, waiting is not None, reason, back.get(came.id)) for came, waiting, reason in rows
    )


def _payouts(tx: Session, payment_ids: list[str]) -> dict[str, Payout]:
    ids = {money_back_id(payment_id): payment_id for payment_id in payment_ids}
    query = select(Payout).where(Payout.transfer_id.in_(sorted(ids)))
    return {ids[row.transfer_id]: row for row in tx.scalars(query)}


def _arrival(came: Payment, waits: bool, reason: str | None, back: Payout | None) -> Arrival:
    return Arrival(
        payment_id=came.id,
        amount=Money(came.amount_minor, came.currency),
        received_at=came.received_at,
        waits=waits,
        reason=reason or "",
        back=None if back is None else Money(back.amount_minor, back.currency),
        back_due_at=None if back is None else back.due_at,
        back_sent_at=None if back is None else back.sent_at,
    )
