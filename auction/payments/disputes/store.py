"""Keeps disputes."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ColumnElement, exists, insert, literal, select, update
from sqlalchemy.orm import Session, aliased

from auction.kernel.money import Money
from auction.ledger.accounts import Kind
from auction.ledger.store import account_id
from auction.ledger.tables import Transfer
from auction.ledger.transfer import Purpose
from auction.payments.disputes.course import Lost
from auction.payments.disputes.tables import Dispute
from auction.payments.fact import DisputeMoved, DisputeState

_BORNE = (Purpose.DISPUTE_LOST.value, Purpose.DISPUTE_TAKEN_BACK.value)


def state_of(tx: Session, dispute_id: str) -> DisputeState | None:
    """Return where a dispute stands, locked until the commit; none for one never heard of."""
    query = select(Dispute.state).where(Dispute.id == dispute_id).with_for_update()
    state = tx.scalar(query)
    return None if state is None else DisputeState(state)


def is_borne() -> ColumnElement[bool]:
    """Say in a query of disputes that somebody has borne one of them."""
    moved = aliased(Transfer)
    away = account_id(Kind.DISPUTE, Dispute.payment_id, Dispute.currency)
    # Each dispute over a payment has transfers of its own.
    own = moved.id.startswith(literal("dispute:").concat(Dispute.id).concat(":"))
    return exists().where(moved.credit_account == away, moved.purpose.in_(_BORNE), own)


def not_borne(tx: Session, *, limit: int) -> list[Lost]:
    """Return lost disputes that nobody has borne yet, the oldest first, locked until the commit."""
    query = (
        select(Dispute)
        .where(Dispute.state == DisputeState.LOST.value, ~is_borne())
        .order_by(Dispute.ended_at, Dispute.id)
        .limit(limit)
        .with_for_update()
    )
    return [Lost(row.id, row.payment_id, Money(row.amount_minor, row.currency)) for row in tx.scalars(query)]


def keep(tx: Session, fact: DisputeMoved, *, known: DisputeState | None, at: datetime) -> None:
    """Keep what is new of a dispute: that it opened, or how it ended."""
    ended_at = None if fact.state is DisputeState.OPEN else at
    if known is None:
        tx.execute(
            insert(Dispute).values(
                id=fact.dispute_id,
                gateway=fact.gateway,
                payment_id=fact.payment_id,
                amount_minor=fact.amount.minor,
                currency=fact.amount.currency,
                state=fact.state.value,
                opened_at=at,
                ended_at=ended_at,
            )
        )
        return
    tx.execute(
        update(Dispute)
        .where(Dispute.id == fact.dispute_id)
        .values(state=fact.state.value, ended_at=ended_at)
        .execution_options(synchronize_session=False)
    )
