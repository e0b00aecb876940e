"""Reads the payments of one request, each as it stands."""

from __future__ import annotations

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.ledger.transfer import money_back_id
from auction.payments.tables import (
    HeldPayment,
    Payment,
    Payout,
    PlacedPayment,
    ReturnedPayment,
    WaitingPayment,
)
from auction.settlement.paying.page import Arrival

# Who pays in more parts than this is shown the last ones.
ARRIVALS_SHOWN_MAX = 50


def arrivals_of(tx: Session, request_id: str) -> tuple[Arrival, ...]:
    """Return the payments under a request, and those that finance placed for it, the latest first."""
    placed = PlacedPayment.request_id
    query = (
        select(Payment, WaitingPayment.payment_id, HeldPayment, ReturnedPayment.reason)
        .outerjoin(WaitingPayment, WaitingPayment.payment_id == Payment.id)
        .outerjoin(HeldPayment, HeldPayment.payment_id == Payment.id)
        .outerjoin(PlacedPayment, PlacedPayment.payment_id == Payment.id)
        .outerjoin(ReturnedPayment, ReturnedPayment.payment_id == Payment.id)
        .where(or_(placed == request_id, and_(Payment.request_id == request_id, placed.is_(None))))
        .order_by(Payment.received_at.desc(), Payment.id.desc())
        .limit(ARRIVALS_SHOWN_MAX)
    )
    rows = tx.execute(query).all()
    back = _payouts(tx, [row[0].id for row in rows])
    return tuple(
        _arrival(came, waiting is not None, held, reason=reason, back=back.get(came.id))
        for came, waiting, held, reason in rows
    )


def _payouts(tx: Session, payment_ids: list[str]) -> dict[str, Payout]:
    ids = {money_back_id(payment_id): payment_id for payment_id in payment_ids}
    query = select(Payout).where(Payout.transfer_id.in_(sorted(ids)))
    return {ids[row.transfer_id]: row for row in tx.scalars(query)}


def _arrival(
    came: Payment, waits: bool, held: HeldPayment | None, *, reason: str | None, back: Payout | None
) -> Arrival:
    return Arrival(
        payment_id=came.id,
        amount=Money(came.amount_minor, came.currency),
        received_at=came.received_at,
        waits=waits,
        reason=reason or (held.reason if held else ""),
        held_until=held.until_at if held else None,
        back=None if back is None else Money(back.amount_minor, back.currency),
        back_due_at=None if back is None else back.due_at,
        back_sent_at=None if back is None else back.sent_at,
    )
