"""Reads what is owed back and did not leave, and keeps where it goes instead."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, insert, or_, select
from sqlalchemy.orm import Session

from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.ledger import store as ledger
from auction.ledger.tables import Transfer
from auction.payments.bank import store as banks
from auction.payments.by_hand.tables import RefundByHand
from auction.payments.by_hand.wish import Owed
from auction.payments.outbox import store as outbox
from auction.payments.payout import PayoutKind, PayoutState
from auction.payments.received import BANK
from auction.payments.tables import Payment, Payout

FRESH = {"populate_existing": True}


def owed(tx: Session, transfer_id: str, court_id: str) -> Owed | None:
    """Return what a court owes back under a transfer, locked until the commit."""
    query = _of_court(court_id).where(Payout.transfer_id == transfer_id).with_for_update(of=Payout)
    row = tx.execute(query, execution_options=FRESH).one_or_none()
    return None if row is None else _owed(tx, row.Payout, court_id, row.credit_account)


def stuck(tx: Session, court_id: str) -> list[Owed]:
    """Return what a court owes back and cannot leave by itself, the longest due first."""
    stays = or_(
        Payout.state == PayoutState.REFUSED.value,
        (Payout.state == PayoutState.PENDING.value) & (Payout.attempts == 0) & (Payout.reason != ""),
    )
    query = _of_court(court_id).where(Payout.kind == PayoutKind.REFUND.value, stays, ~outbox.is_lost())
    rows = tx.execute(query.order_by(Payout.due_at, Payout.transfer_id).limit(PAGE_ROWS_MAX))
    return [_owed(tx, row.Payout, court_id, row.credit_account) for row in rows]


def redirect(tx: Session, out: Owed, *, proposal_id: str, sealed: bytes, at: datetime) -> None:
    """Keep where money goes instead, and let it leave by the bank of the court."""
    tx.execute(
        insert(RefundByHand).values(
            proposal_id=proposal_id, transfer_id=out.transfer_id, sealed_creditor=sealed, named_at=at
        )
    )
    outbox.open_again(tx, out.transfer_id, gateway=BANK, state=PayoutState.PENDING, at=at)
    banks.order_again(tx, out.transfer_id, by=proposal_id, amount=out.amount, sealed_creditor=sealed, at=at)


def _of_court(court_id: str) -> Select[Payout, str]:
    whose = func.coalesce(Transfer.court_id, Payment.court_id, "")
    return (
        select(Payout, Transfer.credit_account)
        .join(Transfer, Transfer.id == Payout.transfer_id)
        .outerjoin(Payment, Payment.id == func.substr(Payout.destination, len("payment:") + 1))
        .where(whose == court_id, whose != "")
    )


def _owed(tx: Session, row: Payout, court_id: str, account_id: str) -> Owed:
    bank = banks.account_of(tx, court_id)
    return Owed(
        row.transfer_id,
        PayoutKind(row.kind),
        PayoutState(row.state),
        reason=row.reason,
        attempts=row.attempts,
        amount=Money(row.amount_minor, row.currency),
        held=ledger.balance(tx, account_id),
        bank_currency=bank.account.currency if bank else "",
    )
