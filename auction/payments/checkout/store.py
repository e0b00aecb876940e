"""Keeps checkouts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from auction.payments.checkout import tables
from auction.payments.checkout.session import Checkout, CheckoutState
from auction.payments.received import RequestState
from auction.payments.tables import Payment, PaymentRequest

GATEWAY = "stripe"

FRESH = {"populate_existing": True}


def newest(tx: Session, request_id: str) -> Checkout | None:
    """Return the newest checkout of a request, if there is one."""
    row = tables.Checkout
    query = select(row).where(row.request_id == request_id).order_by(row.number.desc()).limit(1)
    found = tx.scalar(query, execution_options=FRESH)
    return None if found is None else _checkout(found)


def last_paid_at(tx: Session, request_id: str) -> datetime | None:
    """Return when the last payment over the payment service came for a request, if one did."""
    query = select(func.max(Payment.received_at)).where(
        Payment.request_id == request_id, Payment.gateway == GATEWAY
    )
    return tx.scalar(query)


def add(tx: Session, checkout: Checkout) -> Checkout:
    """Keep a new checkout; where another click was faster, its checkout stands and is returned."""
    insert_or_leave = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {
        "id": checkout.id,
        "request_id": checkout.request_id,
        "number": checkout.number,
        "amount_minor": checkout.amount.minor,
        "currency": checkout.amount.currency,
        "language": checkout.language,
        "state": checkout.state.value,
        "made_at": checkout.made_at,
        "expires_at": checkout.expires_at,
        "gateway_id": "",
        "url": checkout.url,
        "reason": "",
        "next_look_at": None,
    }
    tx.execute(insert_or_leave(tables.Checkout).values(values).on_conflict_do_nothing())
    kept = newest(tx, checkout.request_id)
    assert kept is not None, "what was written is there"
    return kept


def mark_open(
    tx: Session, checkout_id: str, *, gateway_id: str, url: str, next_look_at: datetime | None = None
) -> None:
    """Keep the address of a page that was made; the first one stays."""
    told = {"gateway_id": gateway_id, "url": url, "next_look_at": next_look_at}
    _leave_new(tx, checkout_id, state=CheckoutState.OPEN.value, **told)


def due_looks(tx: Session, *, at: datetime, limit: int) -> list[tuple[Checkout, str, bool]]:
    """Return pages about which to ask now, with the service's id, and whether money is still waited for."""
    row = tables.Checkout
    query = (
        select(row, PaymentRequest.state)
        .join(PaymentRequest, PaymentRequest.id == row.request_id)
        .where(row.next_look_at <= at)
        .order_by(row.next_look_at, row.id)
        .limit(limit)
    )
    found = tx.execute(query, execution_options=FRESH)
    return [(_checkout(each), each.gateway_id, state == RequestState.OPEN.value) for each, state in found]


def set_look(tx: Session, checkout_id: str, next_look_at: datetime | None) -> None:
    """Keep when to ask about a page again, or that nobody asks any more."""
    row = tables.Checkout
    tx.execute(
        update(row)
        .where(row.id == checkout_id)
        .values(next_look_at=next_look_at)
        .execution_options(synchronize_session=False)
    )


def mark_refused(tx: Session, checkout_id: str, *, reason: str) -> None:
    """Keep why the service made no page."""
    _leave_new(tx, checkout_id, state=CheckoutState.REFUSED.value, reason=reason)


def _leave_new(tx: Session, checkout_id: str, **values: str | datetime | None) -> None:
    row = tables.Checkout
    tx.execute(
        update(row)
        .where(row.id == checkout_id, row.state == CheckoutState.NEW.value)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


def _checkout(row: tables.Checkout) -> Checkout:
    return Checkout(
        id=row.id,
        request_id=row.request_id,
        number=row.number,
        amount=Money(row.amount_minor, row.currency),
        language=row.language,
        state=CheckoutState(row.state),
        made_at=row.made_at,
        expires_at=row.expires_at,
        url=row.url,
    )
