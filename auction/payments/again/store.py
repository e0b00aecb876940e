"""Reads what was refused on its way to a case, and keeps that it goes out again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Select, func, insert, select
from sqlalchemy.orm import Session

from auction.cases.tables import Case, CaseAccount
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.ledger.tables import Transfer
from auction.payments.again.tables import PayoutAgain
from auction.payments.again.wish import Refused
from auction.payments.bank import store as banks
from auction.payments.outbox import store as outbox
from auction.payments.payout import PayoutKind, PayoutState
from auction.payments.tables import Payout

FRESH = {"populate_existing": True}


def refused(tx: Session, transfer_id: str, court_id: str) -> Refused | None:
    """Return a payout of a court, locked until the commit."""
    query = _of_court(court_id).where(Payout.transfer_id == transfer_id).with_for_update(of=Payout)
    return next(iter(_read(tx, query, court_id)), None)


def all_refused(tx: Session, court_id: str) -> list[Refused]:
    """Return what of a court's cases was refused, the longest due first."""
    query = _of_court(court_id).where(Payout.state == PayoutState.REFUSED.value)
    query = query.where(Payout.kind == PayoutKind.CASE_ACCOUNT.value)
    return _read(tx, query.order_by(Payout.due_at, Payout.transfer_id).limit(PAGE_ROWS_MAX), court_id)


def send_again(tx: Session, out: Refused, *, gateway: str, proposal_id: str, at: datetime) -> None:
    """Let a payout go out once more; what its bank refused is ordered anew."""
    number = out.times + 1
    open_again(tx, out.transfer_id, number=number, gateway=gateway, proposal_id=proposal_id, at=at)
    banks.order_again(tx, out.transfer_id, by=proposal_id, amount=out.amount, at=at)


def open_again(
    tx: Session, transfer_id: str, *, number: int, gateway: str, proposal_id: str, at: datetime
) -> None:
    """Keep that a payout goes out once more, and let it, under a key that its gateway has not had."""
    tx.execute(
        insert(PayoutAgain).values(
            proposal_id=proposal_id,
            transfer_id=transfer_id,
            number=number,
            gateway=gateway,
            decided_at=at,
        )
    )
    # Looked for before it is tried: should it have left after all, it is not sent a second time.
    outbox.open_again(tx, transfer_id, gateway=gateway, state=PayoutState.UNKNOWN, at=at)


def _of_court(court_id: str) -> Select[Payout, str, str, str, int]:
    case_number, holder = func.coalesce(Case.case_number, ""), func.coalesce(CaseAccount.holder, "")
    number = func.coalesce(CaseAccount.account_number, "")
    again = select(func.count()).where(PayoutAgain.transfer_id == Payout.transfer_id)
    return (
        select(Payout, case_number, holder, number, again.correlate(Payout).scalar_subquery())
        .join(Transfer, Transfer.id == Payout.transfer_id)
        .outerjoin(Case, Case.id == Transfer.case_id)
        .outerjoin(CaseAccount, CaseAccount.case_id == Transfer.case_id)
        .where(Transfer.court_id == court_id)
    )


def _read(tx: Session, query: Select[Payout, str, str, str, int], court_id: str) -> list[Refused]:
    bank = banks.account_of(tx, court_id)
    return [
        Refused(
            transfer_id=row.transfer_id,
            case_number=case_number,
            kind=PayoutKind(row.kind),
            state=PayoutState(row.state),
            gateway=row.gateway,
            reason=row.reason,
            amount=Money(row.amount_minor, row.currency),
            times=1 + again,
            holder=holder,
            account_number=number,
            stripe_account=bank.account.stripe_account if bank else "",
            bank_currency=bank.account.currency if bank else "",
        )
        for row, case_number, holder, number, again in tx.execute(query, execution_options=FRESH)
    ]
