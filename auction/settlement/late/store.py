"""Reads payouts whose time has passed: those that wait, and those that left too late."""

from __future__ import annotations

from datetime import datetime

import orjson
from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, select
from sqlalchemy.orm import Session

from auction.cases.tables import Case, CaseAccount, Court
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.ledger.tables import Transfer
from auction.payments.outbox.store import is_lost
from auction.payments.payout import PayoutKind, PayoutState
from auction.payments.tables import Payout
from auction.rounds.store import NEWEST_SNAPSHOT
from auction.rounds.tables import Round
from auction.settlement.late.late import SHOWN_WINDOW, LatePayout

FRESH = {"populate_existing": True}
# Named one by one, so that a database looks from the states and not through all that ever left.
_WAITS = tuple(state.value for state in PayoutState if state is not PayoutState.SENT)
_ENDED = ("DISPUTE_WON", "DISPUTE_LOST", "DISPUTE_TAKEN_BACK")


def waiting(tx: Session, *, at: datetime, court_id: str = "", page: int = 1) -> list[LatePayout]:
    """Return payouts that should have left and have not, the longest due first; a page and one more."""
    query = _late(court_id).where(Payout.state.in_(_WAITS), Payout.due_at <= at, ~is_lost())
    query = query.order_by(Payout.due_at, Payout.transfer_id)
    return _read(tx, query.offset((page - 1) * PAGE_ROWS_MAX).limit(PAGE_ROWS_MAX + 1))


def left_late(tx: Session, *, at: datetime, court_id: str = "") -> list[LatePayout]:
    """Return payouts that left after their time in the last weeks, the latest first."""
    since = at - SHOWN_WINDOW
    query = _late(court_id).where(Payout.state == "SENT", Payout.sent_at > Payout.due_at)
    query = query.where(Payout.sent_at > since).order_by(Payout.sent_at.desc(), Payout.transfer_id)
    return _read(tx, query.limit(PAGE_ROWS_MAX))


def counts(tx: Session, *, at: datetime) -> list[tuple[str, str, int, datetime]]:
    """Return for each court how many payouts are late, and since when the longest waits."""
    query = (
        select(Court.id, Court.name, func.count(), func.min(Payout.due_at))
        .select_from(Payout)
        .join(Transfer, Transfer.id == Payout.transfer_id)
        .join(Court, Court.id == Transfer.court_id)
        .where(Payout.state.in_(_WAITS), Payout.due_at <= at, ~is_lost())
        .group_by(Court.id, Court.name)
        .order_by(func.min(Payout.due_at))
        .limit(PAGE_ROWS_MAX)
    )
    return [(row[0], row[1], int(row[2]), row[3]) for row in tx.execute(query)]


def _late(court_id: str) -> Select[Payout, Court, str, str, bool, bool]:
    account = exists().where(CaseAccount.case_id == Transfer.case_id)
    query = (
        select(Payout, Court, Case.id, NEWEST_SNAPSHOT, _is_disputed(), account)
        .select_from(Payout)
        .join(Transfer, Transfer.id == Payout.transfer_id)
        .outerjoin(Court, Court.id == Transfer.court_id)
        .outerjoin(Case, Case.id == Transfer.case_id)
        .outerjoin(Round, Round.id == Transfer.round_id)
    )
    return query.where(Transfer.court_id == court_id) if court_id else query


def _is_disputed() -> ColumnElement[bool]:
    """Say whether the payment that a refund sends back is disputed now: by the account of its dispute."""
    payment = func.substr(Payout.destination, len("payment:") + 1)
    account = literal("dispute:").concat(payment).concat(":").concat(Payout.currency)
    moved = Transfer.__table__.alias("disputed")
    opened = exists().where(moved.c.debit_account == account, moved.c.purpose == "DISPUTE_OPENED")
    ended = exists().where(moved.c.credit_account == account, moved.c.purpose.in_(_ENDED))
    return and_(Payout.kind == "REFUND", opened, ~ended)


def _read(tx: Session, query: Select[Payout, Court, str, str, bool, bool]) -> list[LatePayout]:
    return [
        LatePayout(
            transfer_id=payout.transfer_id,
            court_id=court.id if court else "",
            court_name=court.name if court else "",
            time_zone=court.time_zone if court else "UTC",
            case_id=case_id or "",
            title=str(orjson.loads(snapshot).get("title", "")) if snapshot else "",
            kind=PayoutKind(payout.kind),
            amount=Money(payout.amount_minor, payout.currency),
            gateway=payout.gateway,
            state=PayoutState(payout.state),
            reason=payout.reason,
            attempts=payout.attempts,
            due_at=payout.due_at,
            sent_at=payout.sent_at,
            is_disputed=bool(is_disputed),
            has_account=bool(has_account),
        )
        for payout, court, case_id, snapshot, is_disputed, has_account in tx.execute(
            query, execution_options=FRESH
        )
    ]
