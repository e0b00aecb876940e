"""Keeps payouts: what is to leave, what became of each, and when to look again."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    ScalarSelect,
    Select,
    and_,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy import case as choose
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from auction.cases.tables import CaseAccount
from auction.kernel.money import Money
from auction.ledger.tables import Transfer
from auction.ledger.transfer import Purpose, money_in_id, taken_id
from auction.payments import tables
from auction.payments.again.tables import PayoutAgain
from auction.payments.by_hand.tables import RefundByHand
from auction.payments.disputes import store as disputes
from auction.payments.disputes.tables import Dispute
from auction.payments.outbox.route import REACHES_COURTS
from auction.payments.payout import Payout, PayoutKind, PayoutState, format_account
from auction.payments.received import BANK
from auction.payments.words import Reason

# Rows are read anew each time: what was updated in the same transaction must show.
FRESH = {"populate_existing": True}
_ROW = tables.Payout


# How a payment comes onto the account from which a case is credited.
_BROUGHT = (Purpose.DEPOSIT_PAID.value, Purpose.BALANCE_PAID.value, Purpose.UNMATCHED_TAKEN.value)
_MAY_BE_AWAY = (PayoutState.UNKNOWN.value, PayoutState.UNDER_WAY.value)
_ON_ITS_WAY = (PayoutState.PENDING.value, PayoutState.UNKNOWN.value, PayoutState.UNDER_WAY.value)


def add(tx: Session, payouts: Sequence[Payout], *, at: datetime) -> None:
    """Keep what is to leave, to be tried from now on."""
    rows = [
        {
            "transfer_id": payout.transfer_id,
            "kind": payout.kind.value,
            "destination": payout.destination,
            "amount_minor": payout.amount.minor,
            "currency": payout.amount.currency,
            "state": PayoutState.PENDING.value,
            "attempts": payout.attempts,
            "next_attempt_at": at,
            "due_at": payout.due_at,
            "receipt": "",
            "sent_at": None,
            "gateway": payout.gateway,
            "first_attempt_at": None,
            "reason": "",
        }
        for payout in payouts
    ]
    if rows:
        tx.execute(insert(_ROW), rows)


def due(
    tx: Session, *, at: datetime, limit: int, without: Collection[str] = ()
) -> list[tuple[Payout, bytes | None]]:
    """Return payouts whose next attempt is due, the longest waiting first, each with its sealed origin.

    What goes to a case waits until the court has named the account of the case, unless its gateway
    reaches the court itself; what goes back over a disputed payment waits until the dispute ends,
    and is only asked for if its gateway may have it.
    Nothing is returned of the gateways in ``without``.
    """
    query = (
        _payouts()
        .where(_ROW.sent_at.is_(None), _ROW.next_attempt_at <= at)
        # An expression, so that SQLite goes through what waits in its order, and does not sort all of it.
        .where(func.coalesce(_ROW.state, "").in_(_ON_ITS_WAY))
        .where(or_(_ROW.kind == PayoutKind.REFUND.value, _reaches_its_case()))
        .where(or_(_ROW.state.in_(_MAY_BE_AWAY), ~_in_dispute()))
        .where(_ROW.gateway.not_in(sorted(without)))
        .order_by(_ROW.next_attempt_at, _ROW.transfer_id)
        .limit(limit)
    )
    return [_payout(row) for row in tx.execute(query, execution_options=FRESH)]


def lock(tx: Session, transfer_id: str) -> Payout | None:
    """Return a payout, locked until the commit."""
    own = _ROW.transfer_id == transfer_id
    # First the row alone: whoever waited for it reads afterwards what was decided about it meanwhile.
    tx.execute(select(_ROW.transfer_id).where(own).with_for_update())
    row = tx.execute(_payouts().where(own), execution_options=FRESH).one_or_none()
    return None if row is None else _payout(row)[0]


def claim(
    tx: Session, payout: Payout, *, gateway: str, state: PayoutState, next_attempt_at: datetime, at: datetime
) -> bool:
    """Note that a payout is about to be tried, by which gateway; no when somebody else was first.

    Sent again, it begins anew: a clock that read it before knows another gateway or first attempt.
    """
    claimed = tx.execute(
        update(_ROW)
        .where(_ROW.transfer_id == payout.transfer_id)
        .where(_ROW.state == payout.state.value, _ROW.attempts == payout.attempts)
        .where(_ROW.gateway == payout.gateway)
        .where(_ROW.first_attempt_at.is_not_distinct_from(payout.first_attempt_at))
        .values(
            state=state.value,
            attempts=_ROW.attempts + 1,
            first_attempt_at=func.coalesce(_ROW.first_attempt_at, at),
            next_attempt_at=next_attempt_at,
            gateway=gateway,
            reason="",
        )
        .returning(_ROW.transfer_id)
        .execution_options(synchronize_session=False)
    )
    return claimed.one_or_none() is not None


def hold(tx: Session, transfer_id: str, *, reason: str, next_attempt_at: datetime) -> None:
    """Note why a payout has no way at present, and when to look again."""
    tx.execute(
        update(_ROW)
        .where(_ROW.transfer_id == transfer_id, _ROW.state.in_(_ON_ITS_WAY))
        .values(reason=reason, next_attempt_at=next_attempt_at)
        .execution_options(synchronize_session=False)
    )


def move(
    tx: Session,
    transfer_id: str,
    *,
    state: PayoutState,
    receipt: str = "",
    reason: str = "",
    sent_at: datetime | None = None,
    refused_at: datetime | None = None,
) -> None:
    """Record what became of a payout."""
    told = {"state": state.value, "receipt": receipt, "reason": reason, "sent_at": sent_at}
    tx.execute(
        update(_ROW)
        .where(_ROW.transfer_id == transfer_id)
        .values(told | ({"next_attempt_at": refused_at} if refused_at else {}))
        .execution_options(synchronize_session=False)
    )


def open_again(tx: Session, transfer_id: str, *, gateway: str, state: PayoutState, at: datetime) -> None:
    """Let a payout that was refused go out again, by which gateway."""
    tx.execute(
        update(_ROW)
        .where(_ROW.transfer_id == transfer_id)
        .values(
            state=state.value,
            gateway=gateway,
            attempts=0,
            first_attempt_at=None,
            next_attempt_at=at,
            reason="",
        )
        .execution_options(synchronize_session=False)
    )


def note_refunds(tx: Session, payment_id: str, *, reason: str) -> None:
    """Note on the refunds of a payment that were not tried why they wait; empty when nothing is wrong."""
    tx.execute(
        update(_ROW)
        .where(_ROW.destination == f"payment:{payment_id}", _ROW.state == PayoutState.PENDING.value)
        .values(reason=reason)
        .execution_options(synchronize_session=False)
    )


@dataclass(frozen=True)
class OpenRefund:
    """A refund that has not left: so much, owed on an account of the ledger."""

    transfer_id: str
    amount: Money
    account_id: str


def refunds_of(tx: Session, payment_id: str) -> list[OpenRefund]:
    """Return the refunds of a payment that did not leave, and that no gateway has."""
    query = (
        select(_ROW, Transfer.credit_account)
        .join(Transfer, Transfer.id == _ROW.transfer_id)
        .where(_ROW.destination == f"payment:{payment_id}")
        .where(_ROW.state.in_((PayoutState.PENDING.value, PayoutState.REFUSED.value)))
        .order_by(_ROW.transfer_id)
    )
    return [
        OpenRefund(row.transfer_id, Money(row.amount_minor, row.currency), account_id)
        for row, account_id in tx.execute(query, execution_options=FRESH)
    ]


def refuse_refund(tx: Session, transfer_id: str, *, rest: Money | None, reason: str) -> None:
    """Record that a refund does not leave by itself, and what is left of it; None for nothing."""
    lessened = {} if rest is None else {"amount_minor": rest.minor}
    tx.execute(
        update(_ROW)
        .where(_ROW.transfer_id == transfer_id)
        .values(state=PayoutState.REFUSED.value, reason=reason, **lessened)
        .execution_options(synchronize_session=False)
    )


def is_lost() -> ColumnElement[bool]:
    """Say in a query of payouts that nothing is left to send: the payer's own bank took it all back."""
    return and_(_ROW.state == PayoutState.REFUSED.value, _ROW.reason == Reason.DISPUTE_LOST.value)


def refund_is_away(tx: Session, payment_id: str) -> bool:
    """Say whether a gateway has a refund of a payment, or may have, so that what is owed may have gone."""
    query = select(_ROW.transfer_id).where(
        _ROW.destination == f"payment:{payment_id}", _ROW.state.in_(_MAY_BE_AWAY)
    )
    return tx.scalar(query.limit(1)) is not None


def _payouts() -> Select[tables.Payout, str, str, bytes | None, str, str, int, bool, str]:
    payment, account = tables.Payment, CaseAccount
    return (
        select(
            _ROW,
            func.coalesce(Transfer.court_id, payment.court_id, "").label("court_id"),
            func.coalesce(Transfer.lot_id, "").label("lot_id"),
            func.coalesce(_named_by_hand(), payment.sealed_origin).label("sealed_origin"),
            account.account_number,
            account.holder,
            _times_again(),
            _in_dispute(),
            _source(),
        )
        .join(Transfer, Transfer.id == _ROW.transfer_id)
        .outerjoin(payment, and_(_of(PayoutKind.REFUND), payment.id == _after("payment:")))
        .outerjoin(account, and_(_of(PayoutKind.CASE_ACCOUNT), account.case_id == _after("case:")))
    )


def _named_by_hand() -> ScalarSelect[bytes]:
    # What two people named goes before what the bank said of where the money came from.
    named = select(RefundByHand.sealed_creditor).where(RefundByHand.transfer_id == _ROW.transfer_id)
    return named.order_by(RefundByHand.named_at.desc()).limit(1).correlate(_ROW).scalar_subquery()


def _times_again() -> ScalarSelect[int]:
    # A bank knows each order by a short key of its own; all others have had the key of each time.
    count = select(func.count()).where(PayoutAgain.transfer_id == _ROW.transfer_id)
    keyed = count.where(PayoutAgain.gateway == _ROW.gateway, PayoutAgain.gateway != BANK)
    return keyed.correlate(_ROW).scalar_subquery()


def _source() -> ColumnElement[str]:
    """Return in SQL the one payment that brought what goes to a court itself; empty of several."""
    came = aliased(Transfer)
    taken = came.purpose == Purpose.UNMATCHED_TAKEN.value
    payment_id = choose((taken, _cut(came.id, taken_id(""))), else_=_cut(came.id, money_in_id("")))
    brought = came.credit_account == Transfer.debit_account, came.purpose.in_(_BROUGHT)
    # What goes to a case is all that lay there, so of one payment it is exactly what that brought.
    found = select(func.min(payment_id)).where(*brought).having(func.count() == 1).correlate(Transfer)
    reaches = and_(_of(PayoutKind.CASE_ACCOUNT), _ROW.gateway.in_(REACHES_COURTS))
    return func.coalesce(choose((reaches, found.scalar_subquery()), else_=""), "")


def _cut(column: ColumnElement[str] | InstrumentedAttribute[str], prefix: str) -> ColumnElement[str]:
    return func.substr(column, len(prefix) + 1)


def _of(kind: PayoutKind) -> ColumnElement[bool]:
    return _ROW.kind == kind.value


def _after(prefix: str) -> ColumnElement[str]:
    return _cut(_ROW.destination, prefix)


def _reaches_its_case() -> ColumnElement[bool]:
    return or_(CaseAccount.case_id.is_not(None), _ROW.gateway.in_(REACHES_COURTS))


def _in_dispute() -> ColumnElement[bool]:
    # Lost, it keeps the refund until somebody has borne the loss, and what is left of it is known.
    goes_on = or_(Dispute.state == "OPEN", and_(Dispute.state == "LOST", ~disputes.is_borne()))
    return exists().where(Dispute.payment_id == _after("payment:"), goes_on)


def _payout(row: Any) -> tuple[Payout, bytes | None]:
    kept, court_id, lot_id, sealed_origin, account_number, holder, again, is_disputed, source = row
    payout = Payout(
        transfer_id=kept.transfer_id,
        kind=PayoutKind(kept.kind),
        destination=format_account(account_number) if account_number else kept.destination,
        amount=Money(kept.amount_minor, kept.currency),
        due_at=kept.due_at,
        attempts=kept.attempts,
        gateway=kept.gateway,
        court_id=court_id,
        lot_id=lot_id,
        holder=holder or "",
        state=PayoutState(kept.state),
        first_attempt_at=kept.first_attempt_at,
        next_attempt_at=kept.next_attempt_at,
        number=1 + again,
        is_disputed=bool(is_disputed),
        source=source,
    )
    return payout, sealed_origin
