"""Reads refunds of no court that were refused."""

from __future__ import annotations

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.ledger import store as ledger
from auction.ledger.tables import Transfer
from auction.payments.again.tables import PayoutAgain
from auction.payments.outbox.store import is_lost
from auction.payments.payout import PayoutKind, PayoutState
from auction.payments.tables import Payment, Payout
from auction.payments.without_court.wish import Stuck

FRESH = {"populate_existing": True}


def stuck(tx: Session, transfer_id: str) -> Stuck | None:
    """Return a refund of no court, locked until the commit."""
    query = _of_no_court().where(Payout.transfer_id == transfer_id).with_for_update(of=Payout)
    return next(iter(_read(tx, query)), None)


def all_stuck(tx: Session) -> list[Stuck]:
    """Return the refunds of no court that were refused, the longest due first."""
    query = _of_no_court().where(Payout.state == PayoutState.REFUSED.value, ~is_lost())
    return _read(tx, query.order_by(Payout.due_at, Payout.transfer_id).limit(PAGE_ROWS_MAX))


def _of_no_court() -> Select[Payout, str, int]:
    again = select(func.count()).where(PayoutAgain.transfer_id == Payout.transfer_id)
    return (
        select(Payout, Transfer.credit_account, again.correlate(Payout).scalar_subquery())
        .join(Transfer, Transfer.id == Payout.transfer_id)
        .outerjoin(Payment, Payment.id == func.substr(Payout.destination, len("payment:") + 1))
        .where(Payout.kind == PayoutKind.REFUND.value)
        .where(func.coalesce(Transfer.court_id, Payment.court_id, "") == "")
    )


def _read(tx: Session, query: Select[Payout, str, int]) -> list[Stuck]:
    return [
        Stuck(
            transfer_id=row.transfer_id,
            gateway=row.gateway,
            state=PayoutState(row.state),
            reason=row.reason,
            amount=Money(row.amount_minor, row.currency),
            held=ledger.balance(tx, account_id),
            times=1 + again,
        )
        for row, account_id, again in tx.execute(query, execution_options=FRESH)
    ]
