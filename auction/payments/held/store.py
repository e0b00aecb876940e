"""Keeps the payments that wait for finance, and where finance placed them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, delete, insert, select, tuple_
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.payments.held.placing import After, Held
from auction.payments.tables import HeldPayment, Payment, PlacedPayment


def add(
    tx: Session, *, payment_id: str, court_id: str, reason: str, until_at: datetime, at: datetime
) -> None:
    """Let a payment wait for finance."""
    tx.execute(
        insert(HeldPayment).values(
            payment_id=payment_id, court_id=court_id, reason=reason, held_at=at, until_at=until_at
        )
    )


def end(tx: Session, payment_id: str) -> None:
    """Let a payment wait no more: it was placed, taken or goes back."""
    tx.execute(
        delete(HeldPayment).where(HeldPayment.payment_id == payment_id),
        execution_options={"synchronize_session": False},
    )


def lock(tx: Session, payment_id: str) -> Held | None:
    """Return a payment that waits, locked until the commit; none once somebody placed it."""
    query = (
        select(HeldPayment, Payment)
        .join(Payment, Payment.id == HeldPayment.payment_id)
        .where(HeldPayment.payment_id == payment_id)
        .with_for_update(of=HeldPayment)
    )
    row = tx.execute(query).one_or_none()
    return None if row is None else _held(*row)


def one_of_court(tx: Session, court_id: str, payment_id: str) -> Held | None:
    """Return a payment that waits at the bank of this court."""
    row = tx.execute(_waiting(court_id).where(HeldPayment.payment_id == payment_id)).one_or_none()
    return None if row is None else _held(*row)


def of_court(tx: Session, court_id: str, *, limit: int, after: After | None = None) -> list[Held]:
    """Return what waits at a court's bank, what goes back first before the rest; or what follows a place."""
    place = tuple_(HeldPayment.until_at, HeldPayment.payment_id)
    query = _waiting(court_id).order_by(HeldPayment.until_at, HeldPayment.payment_id).limit(limit)
    return [_held(*row) for row in tx.execute(query.where(place > after) if after else query)]


def past(tx: Session, *, at: datetime, limit: int) -> list[str]:
    """Return the ids of payments that nobody placed in time."""
    query = select(HeldPayment.payment_id).where(HeldPayment.until_at <= at)
    return list(tx.scalars(query.order_by(HeldPayment.until_at, HeldPayment.payment_id).limit(limit)))


def place(tx: Session, *, payment_id: str, request_id: str, actor: str, at: datetime) -> None:
    """Keep for which request finance says that a payment counts."""
    tx.execute(
        insert(PlacedPayment).values(
            payment_id=payment_id, request_id=request_id, placed_by=actor, placed_at=at
        )
    )


def _waiting(court_id: str) -> Select[HeldPayment, Payment]:
    query = select(HeldPayment, Payment).join(Payment, Payment.id == HeldPayment.payment_id)
    return query.where(HeldPayment.court_id == court_id)


def _held(row: HeldPayment, payment: Payment) -> Held:
    return Held(
        payment_id=row.payment_id,
        court_id=row.court_id,
        amount=Money(payment.amount_minor, payment.currency),
        sealed_payer_name=payment.sealed_payer_name,
        reason=row.reason,
        received_at=payment.received_at,
        until_at=row.until_at,
        request_id=payment.request_id,
    )
