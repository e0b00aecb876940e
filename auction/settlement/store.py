"""Finds what is to be settled, across rounds, enrolments, payments and the ledger."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import product

import orjson
from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, update
from sqlalchemy.orm import Session, aliased

from auction.cases.tables import Case, CaseAccount, Court
from auction.enrolment.tables import Enrolment
from auction.kernel.money import Money
from auction.ledger.accounts import Kind
from auction.ledger.store import account_id
from auction.ledger.tables import Transfer
from auction.ledger.transfer import Purpose, Sale
from auction.payments.outbox.store import is_lost
from auction.payments.received import PAPER
from auction.payments.store import PAYMENT_OF
from auction.payments.tables import Payment, PaymentRequest, Payout
from auction.rounds.lifecycle import State
from auction.rounds.store import NEWEST_SNAPSHOT
from auction.rounds.tables import Board, Round
from auction.settlement.plan import ClosedRound, HeldDeposit, Step
from auction.settlement.statement import CaseCredit, OpenBalance, PayoutLine

SOLD_STATES = tuple(state.value for state in (State.SOLD, State.OVERDUE, State.PAID, State.SETTLED))
CLOSED_STATES = (*SOLD_STATES, State.UNSOLD.value, State.WITHDRAWN.value)
# Rows are read anew each time: what was updated in the same transaction must show.
FRESH = {"populate_existing": True}
# A deposit came at once, or was held first and then taken.
_DEPOSIT_CAME = (Purpose.DEPOSIT_PAID.value, Purpose.UNMATCHED_TAKEN.value)
_HELD = (Kind.DEPOSIT, Kind.BALANCE, Kind.UNMATCHED)
_DEPOSIT_STATES = {Purpose.DEPOSIT_APPLIED: "APPLIED", Purpose.DEPOSIT_RETURNED: "RETURNED"}


@dataclass(frozen=True)
class SoldRound:
    """A sold round, its buyer's account and deposit; ``deposit_applied`` once the case has it.

    ``paid`` is what lies on the account of its balance, ``set_off`` what a creditor need not pay (R-62).
    """

    round_id: str
    sale: Sale
    hammer_price: Money
    balance_due_at: datetime
    buyer_account_id: str
    deposit: Money
    deposit_applied: Money | None
    paid: Money
    set_off: Money

    @property
    def rest(self) -> Money:
        """Return what is missing of the price while it is being paid."""
        return self.hammer_price - self.deposit - self.paid - self.set_off


def closed_rounds(tx: Session, *, limit: int, at: datetime) -> list[ClosedRound]:
    """Return closed rounds with deposits that still lie with us, the first hammer first, at most so many.

    A withdrawn round has no end; its deposits' day begins with the withdrawal.
    """
    query = (
        select(Board, Round, Enrolment, Transfer, func.coalesce(Payment.gateway, PAPER))
        .join(Round, Round.id == Board.round_id)
        .join(Enrolment, Enrolment.round_id == Board.round_id)
        .join(Transfer, Transfer.credit_account == account_id(Kind.DEPOSIT, Enrolment.id, Round.currency))
        .outerjoin(Payment, Payment.id == PAYMENT_OF)
        .where(Enrolment.deposit_state == "PAID", Board.state.in_(CLOSED_STATES))
        .where(Transfer.purpose.in_(_DEPOSIT_CAME))
        .order_by(func.coalesce(Board.closed_at, Board.sequenced_at), Board.round_id, Enrolment.id)
        .limit(limit)
        .with_for_update(of=Enrolment)
    )
    held: dict[str, list[HeldDeposit]] = {}
    rounds: dict[str, tuple[Board, Round]] = {}
    for board, sold, enrolment, paid, gateway in tx.execute(query, execution_options=FRESH):
        rounds[board.round_id] = (board, sold)
        held.setdefault(board.round_id, []).append(_held(enrolment, paid, gateway))
    return [_closed(*rounds[round_id], held[round_id], at) for round_id in rounds]


def mark_deposits(tx: Session, steps: Sequence[Step]) -> None:
    """Mark the enrolments whose deposits moved on."""
    for purpose, state in _DEPOSIT_STATES.items():
        moved = [step.transfer.debit.subject for step in steps if step.transfer.purpose is purpose]
        marked = tx.execute(
            update(Enrolment)
            .where(Enrolment.id.in_(moved), Enrolment.deposit_state == "PAID")
            .values(deposit_state=state)
            .returning(Enrolment.id),
            execution_options={"synchronize_session": False},
        )
        assert len(marked.all()) == len(moved), "a deposit moves on once"


def unasked_rounds(tx: Session, *, limit: int) -> list[SoldRound]:
    """Return sold rounds whose buyer was not asked for the balance yet, however late the clock is."""
    asked = exists().where(PaymentRequest.purpose == "BALANCE", PaymentRequest.subject_id == Board.round_id)
    unpaid = Board.state.in_((State.SOLD.value, State.OVERDUE.value))
    query = _sold().where(unpaid, ~asked).order_by(Board.closed_at).limit(limit)
    return _read_sold(tx, query)


def sold_rounds(tx: Session, round_ids: Collection[str]) -> dict[str, SoldRound]:
    """Return these sold rounds, their boards locked until the commit."""
    query = (
        _sold()
        .where(Board.round_id.in_(sorted(round_ids)))
        .order_by(Board.round_id)
        .with_for_update(of=Board)
    )
    return {sold.round_id: sold for sold in _read_sold(tx, query)}


def rounds_past_due(tx: Session, *, limit: int, at: datetime) -> list[str]:
    """Return sold rounds whose balance date has passed, those longest due, locked in their order."""
    longest_due = (
        select(Board.round_id)
        .join(Round, Round.id == Board.round_id)
        .where(Board.state == State.SOLD.value, Round.balance_due_at <= at)
        .order_by(Round.balance_due_at)
        .limit(limit)
    )
    query = (
        select(Board.round_id)
        .where(Board.round_id.in_(longest_due.scalar_subquery()), Board.state == State.SOLD.value)
        .order_by(Board.round_id)
        .with_for_update(of=Board)
    )
    return list(tx.scalars(query))


def rounds_all_paid_out(tx: Session, *, limit: int) -> list[str]:
    """Return paid rounds from which every deposit and payout has left that was not taken back, locked."""
    held = exists().where(Enrolment.round_id == Board.round_id, Enrolment.deposit_state == "PAID")
    pending = exists().where(
        Transfer.round_id == Board.round_id,
        Payout.transfer_id == Transfer.id,
        # An expression, so that SQLite looks from the round's transfers and not at all that waits.
        func.coalesce(Payout.state, "") != "SENT",
        ~is_lost(),
    )
    query = (
        select(Board.round_id)
        .where(Board.state == State.PAID.value, ~held, ~pending)
        .order_by(Board.round_id)
        .limit(limit)
        .with_for_update(of=Board)
    )
    return list(tx.scalars(query))


def buyer_of(tx: Session, round_id: str, account_id: str) -> SoldRound | None:
    """Return the sold round if that account bought it."""
    query = _sold().where(Board.round_id == round_id, Enrolment.account_id == account_id)
    return next(iter(_read_sold(tx, query)), None)


def in_court(court_id: str) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Return the two parts of a court's transfers, each with an index: of its rounds, and of no round."""
    of_rounds = Transfer.round_id.in_(select(Round.id).where(Round.court_id == court_id))
    return of_rounds, and_(Transfer.round_id.is_(None), Transfer.court_id == court_id)


def purpose_sums(tx: Session, court_id: str, currency: str) -> dict[str, int]:
    """Return how much moved for each purpose in one court."""
    sums: dict[str, int] = {}
    for part in in_court(court_id):
        query = select(Transfer.purpose, func.sum(Transfer.amount_minor)).where(part)
        for purpose, minor in tx.execute(
            query.where(Transfer.currency == currency).group_by(Transfer.purpose)
        ):
            sums[purpose] = sums.get(purpose, 0) + int(minor)
    return sums


def held_by(tx: Session, court_id: str, currency: str) -> Money:
    """Return what the accounts of a court hold: all but the outside and the cases, by their balances."""
    held = 0
    sides = ((Transfer.credit_account, 1), (Transfer.debit_account, -1))
    for part, (side, sign) in product(in_court(court_id), sides):
        query = (
            select(func.coalesce(func.sum(Transfer.amount_minor), 0))
            .where(part, Transfer.currency == currency)
            .where(or_(*(side.startswith(f"{kind.value}:") for kind in _HELD)))
        )
        held += sign * int(tx.execute(query).scalar_one())
    return Money(held, currency)


def case_credits(tx: Session, court_id: str, *, limit: int) -> list[CaseCredit]:
    """Return what each case account of a court was credited with, the latest first."""
    query = (
        select(
            Case.id,
            Case.case_number,
            func.coalesce(CaseAccount.account_number, ""),
            func.sum(Transfer.amount_minor),
            Transfer.currency,
        )
        .join(Court, Court.id == Case.court_id)
        .join(Transfer, Transfer.credit_account == account_id(Kind.CASE, Case.id, Court.currency))
        .outerjoin(CaseAccount, CaseAccount.case_id == Case.id)
        .where(Case.court_id == court_id)
        .group_by(Case.id, Case.case_number, CaseAccount.account_number, Transfer.currency)
        .order_by(func.max(Transfer.posted_at).desc())
        .limit(limit)
    )
    return [
        CaseCredit(case_id, number, account_number, Money(int(minor), currency))
        for case_id, number, account_number, minor, currency in tx.execute(query)
    ]


def open_balances(tx: Session, court_id: str, *, limit: int) -> list[OpenBalance]:
    """Return sold rounds of a court whose balance is not there, the longest due first."""
    query = (
        select(Board.state, Round, PaymentRequest.amount_minor, NEWEST_SNAPSHOT)
        .join(Round, Round.id == Board.round_id)
        .join(PaymentRequest, PaymentRequest.subject_id == Board.round_id)
        .where(PaymentRequest.purpose == "BALANCE", Round.court_id == court_id)
        .where(Board.state.in_((State.SOLD.value, State.OVERDUE.value)))
        .order_by(Round.balance_due_at, Round.id)
        .limit(limit)
    )
    return [
        OpenBalance(
            round_id=sold.id,
            title=_title(snapshot),
            balance=Money(minor, sold.currency),
            due_at=sold.balance_due_at,
            overdue=state == State.OVERDUE.value,
        )
        for state, sold, minor, snapshot in tx.execute(query)
    ]


def payout_lines(tx: Session, court_id: str, *, limit: int) -> list[PayoutLine]:
    """Return the payouts of a court: those that wait first, then the latest sent."""
    query = (
        select(Payout, Transfer.round_id, NEWEST_SNAPSHOT)
        .join(Transfer, Transfer.id == Payout.transfer_id)
        .outerjoin(Round, Round.id == Transfer.round_id)
        .where(Transfer.court_id == court_id)
        .order_by(Payout.state == "SENT", Payout.due_at.desc(), Payout.transfer_id)
        .limit(limit)
    )
    return [
        PayoutLine(
            transfer_id=payout.transfer_id,
            round_id=round_id,
            title=_title(snapshot),
            kind=payout.kind,
            amount=Money(payout.amount_minor, payout.currency),
            due_at=payout.due_at,
            attempts=payout.attempts,
            receipt=payout.receipt,
            sent_at=payout.sent_at,
        )
        for payout, round_id, snapshot in tx.execute(query, execution_options=FRESH)
    ]


def _sold() -> Select[Board, Round, str, int | None, int | None, int, int]:
    paid, applied = aliased(Transfer), aliased(Transfer)
    buyer = and_(Enrolment.round_id == Board.round_id, Enrolment.bidder_code == Board.buyer_code)
    deposit = account_id(Kind.DEPOSIT, Enrolment.id, Round.currency)
    # An enforcing creditor may have paid no deposit: then none is found, and all is balance.
    return (
        select(
            Board,
            Round,
            Enrolment.account_id,
            paid.amount_minor,
            applied.amount_minor,
            _lies_on(account_id(Kind.BALANCE, Round.id, Round.currency)),
            -_lies_on(account_id(Kind.SET_OFF, Round.id, Round.currency)),
        )
        .join(Round, Round.id == Board.round_id)
        .join(Enrolment, buyer)
        .outerjoin(
            paid,
            and_(
                paid.credit_account == deposit,
                paid.purpose.in_(_DEPOSIT_CAME),
            ),
        )
        .outerjoin(
            applied,
            and_(
                applied.debit_account == deposit,
                applied.credit_account.startswith("case:"),
                applied.purpose == Purpose.DEPOSIT_APPLIED.value,
            ),
        )
        .where(Board.state.in_(SOLD_STATES))
    )


def _lies_on(account: ColumnElement[str]) -> ColumnElement[int]:
    """Return what lies on an account of each round."""
    moved = aliased(Transfer)
    came, went = (
        select(func.coalesce(func.sum(moved.amount_minor), 0)).where(side == account).scalar_subquery()
        for side in (moved.credit_account, moved.debit_account)
    )
    return came - went


def _read_sold(
    tx: Session, query: Select[Board, Round, str, int | None, int | None, int, int]
) -> list[SoldRound]:
    rows = tx.execute(query, execution_options=FRESH)
    return [
        SoldRound(
            round_id=board.round_id,
            sale=_sale(sold),
            hammer_price=_hammer_price(board, sold),
            balance_due_at=sold.balance_due_at,
            buyer_account_id=account_id,
            deposit=Money(paid_minor or 0, sold.currency),
            deposit_applied=_applied(paid_minor, applied_minor, sold.currency),
            paid=Money(int(lies_minor), sold.currency),
            set_off=Money(int(set_off_minor), sold.currency),
        )
        for board, sold, account_id, paid_minor, applied_minor, lies_minor, set_off_minor in rows
    ]


def _applied(paid_minor: int | None, applied_minor: int | None, currency: str) -> Money | None:
    if paid_minor is None:
        return Money(0, currency)
    return None if applied_minor is None else Money(applied_minor, currency)


def _hammer_price(board: Board, sold: Round) -> Money:
    assert board.hammer_price_minor is not None, "a sold round has its price"
    return Money(board.hammer_price_minor, sold.currency)


def _held(enrolment: Enrolment, paid: Transfer, gateway: str) -> HeldDeposit:
    assert enrolment.bidder_code is not None, "whose deposit is paid has a code"
    return HeldDeposit(
        enrolment_id=enrolment.id,
        bidder_code=enrolment.bidder_code,
        amount=Money(paid.amount_minor, paid.currency),
        payment_id=paid.id.partition(":")[2],
        gateway=gateway,
    )


def _closed(board: Board, sold: Round, held: Sequence[HeldDeposit], at: datetime) -> ClosedRound:
    minor = board.hammer_price_minor
    return ClosedRound(
        sale=_sale(sold),
        ended_at=board.closed_at or board.sequenced_at or at,
        buyer_code=board.buyer_code,
        hammer_price=None if minor is None else Money(minor, sold.currency),
        held=held,
    )


def _sale(sold: Round) -> Sale:
    return Sale(sold.court_id, sold.case_id, sold.lot_id, sold.id)


def _title(snapshot: str | None) -> str:
    return str(orjson.loads(snapshot).get("title", "")) if snapshot else ""
