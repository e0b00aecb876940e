"""Finds what letters tell of, keeps the letters, and how far it has been read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select, text, update
from sqlalchemy import case as choose
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from auction.enrolment.tables import Enrolment
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.tables import table_of
from auction.ledger.tables import TOLD_BY_LETTER, Transfer
from auction.ledger.transfer import Purpose, deposit_out_id
from auction.payments.by_hand.tables import RefundByHand
from auction.payments.received import RequestPurpose, Returned
from auction.payments.reconciliation.line import stem_of
from auction.payments.tables import Payment, PaymentRequest, Payout, PlacedPayment, ReturnedPayment
from auction.rounds.tables import Board, Round
from auction.settlement.letters.letter import (
    CLAIM_WINDOW,
    LETTERS_MAX,
    OCCASIONS_MAX,
    Draft,
    Kind,
    Mark,
    Progress,
)
from auction.settlement.letters.tables import LetterReading, MoneyLetter

FRESH = {"populate_existing": True}
REQUESTS, TRANSFERS = SOURCES = ("requests", "transfers")
_BACK, _OWED = "back:", "payable:"
_SENT = Purpose.REFUND_SENT.value
_CURRENCY_LENGTH = len(":CNY")


@dataclass(frozen=True)
class Asked:
    """A balance that was asked for: of which round and buyer, when, and by when it is due."""

    mark: Mark
    round_id: str
    account_id: str
    balance_due_at: datetime


@dataclass(frozen=True)
class Moved:
    """A transfer that a letter may tell of, and whom it concerns; nobody where nobody is known."""

    mark: Mark
    purpose: Purpose
    round_id: str | None
    account_id: str | None
    by_hand: bool = False


@dataclass(frozen=True)
class Planned:
    """A draft with whom it goes to."""

    draft: Draft
    account_id: str
    round_id: str


@dataclass(frozen=True)
class Kept:
    """A letter as it is kept."""

    id: str
    kind: Kind
    subject_id: str
    account_id: str
    round_id: str
    until_at: datetime
    attempt_count: int


@dataclass(frozen=True)
class Told:
    """What one transfer moved, when, and the gateway's receipt where it left the building.

    ``by_hand``: to an account that finance named.  ``is_whole``: no dispute took anything of it before.
    """

    amount: Money
    posted_at: datetime
    receipt: str
    by_hand: bool
    is_whole: bool


def mark(tx: Session, source: str) -> Mark | None:
    """Return how far a source was read; nothing before the first time."""
    row = tx.get(LetterReading, source, populate_existing=True)
    return None if row is None else Mark(row.read_at, row.read_id)


def save_mark(tx: Session, source: str, to: Mark) -> None:
    """Note how far a source was read; what another clock read further stays."""
    row = table_of(LetterReading)
    insert_or = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    values = {"source": source, "read_at": to.at, "read_id": to.id}
    query = insert_or(row).values(values)
    is_further = row.c.read_at <= query.excluded.read_at
    further = {"read_at": query.excluded.read_at, "read_id": query.excluded.read_id}
    tx.execute(query.on_conflict_do_update(index_elements=["source"], set_=further, where=is_further))


def asked_after(tx: Session, after: Mark, *, until: datetime) -> list[Asked]:
    """Return the balances that were asked for since, in their order."""
    row = PaymentRequest
    query = (
        select(row.asked_at, row.id, row.round_id, row.account_id, Round.balance_due_at)
        .join(Round, Round.id == row.round_id)
        .where(row.purpose == "BALANCE", *_between(row.asked_at, row.id, after, until))
        .order_by(row.asked_at, row.id)
        .limit(OCCASIONS_MAX)
    )
    return [
        Asked(Mark(at, key), round_id, account_id, due_at)
        for at, key, round_id, account_id, due_at in tx.execute(query)
    ]


def moved_after(tx: Session, after: Mark, *, until: datetime) -> list[Moved]:
    """Return the transfers since that a letter may tell of, in their order."""
    row = Transfer
    buyer = and_(Enrolment.round_id == Board.round_id, Enrolment.bidder_code == Board.buyer_code)
    of_round = (
        select(Enrolment.account_id)
        .join(Board, buyer)
        .where(Board.round_id == row.round_id)
        .scalar_subquery()
    )
    of_deposit = select(Enrolment.account_id).where(Enrolment.id == _owed_for()).scalar_subquery()
    # Whom it was placed for goes before whose reference stood on it.
    meant = PaymentRequest.id == func.coalesce(PlacedPayment.request_id, Payment.request_id)
    of_payment, meant_for = (
        select(asked)
        .select_from(Payment)
        .outerjoin(PlacedPayment, PlacedPayment.payment_id == Payment.id)
        .join(PaymentRequest, meant)
        .where(Payment.id == choose((row.purpose == _SENT, _owed_for()), else_=_came_back()))
        .scalar_subquery()
        for asked in (PaymentRequest.account_id, PaymentRequest.round_id)
    )
    # What waited at a bank until it went back is of no sale; what was asked for is of a round.
    round_id = func.coalesce(row.round_id, meant_for)
    query = (
        select(row.id, row.purpose, row.posted_at, round_id, _is_by_hand(), of_round, of_deposit, of_payment)
        .where(text(TOLD_BY_LETTER))
        .where(*_between(row.posted_at, row.id, after, until))
        # What finance took for a deposit is told by the code that it brings.
        .where(or_(row.purpose != Purpose.UNMATCHED_TAKEN.value, row.credit_account.like("balance:%")))
        .order_by(row.posted_at, row.id)
        .limit(OCCASIONS_MAX)
    )
    return [_moved(found) for found in tx.execute(query)]


def add(tx: Session, letters: Iterable[Planned]) -> int:
    """Keep planned letters, each once; return how many were new."""
    insert_or = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    count = 0
    for each in letters:
        values = {
            "id": new_id(),
            "kind": each.draft.kind.value,
            "subject_id": each.draft.subject_id,
            "account_id": each.account_id,
            "round_id": each.round_id,
            "due_at": each.draft.due_at,
            "until_at": each.draft.until_at,
            "state": Progress.WAITING.value,
            "attempt_count": 0,
        }
        query = insert_or(table_of(MoneyLetter)).values(values).on_conflict_do_nothing()
        count += tx.scalar(query.returning(table_of(MoneyLetter).c.id)) is not None
    return count


def due_ids(tx: Session, at: datetime) -> list[str]:
    """Return letters whose time has come, the longest due first, without a lock."""
    query = select(MoneyLetter.id).where(MoneyLetter.due_at <= at, _is_free(at))
    return list(tx.scalars(query.order_by(MoneyLetter.due_at, MoneyLetter.id).limit(LETTERS_MAX)))


def lock(tx: Session, letter_id: str, at: datetime) -> Kept | None:
    """Lock a letter that nobody else is sending; none when it has gone."""
    query = select(MoneyLetter).where(MoneyLetter.id == letter_id, _is_free(at)).with_for_update()
    row = tx.scalar(query, execution_options=FRESH)
    if row is None:
        return None
    return Kept(
        row.id, Kind(row.kind), row.subject_id, row.account_id, row.round_id, row.until_at, row.attempt_count
    )


def claim(tx: Session, kept: Kept, at: datetime) -> None:
    """Write down that a letter is being sent, and since when."""
    _set(tx, kept.id, state=Progress.CLAIMED, claimed_at=at, attempt_count=kept.attempt_count + 1)


def wait(tx: Session, letter_id: str, until: datetime) -> None:
    """Let a letter wait for what is not known yet."""
    _set(tx, letter_id, state=Progress.WAITING, due_at=until)


def end(tx: Session, letter_id: str, progress: Progress) -> None:
    """Write down that a letter will not be sent: needed no more, or given up."""
    _set(tx, letter_id, state=progress)


def mark_sent(tx: Session, letter_id: str, *, claimed_at: datetime, at: datetime) -> None:
    """Write down that the letter left, unless its claim has passed to somebody else."""
    tx.execute(
        update(MoneyLetter)
        .where(MoneyLetter.id == letter_id, MoneyLetter.state == Progress.CLAIMED)
        .where(MoneyLetter.claimed_at == claimed_at)
        .values(state=Progress.SENT, sent_at=at),
        execution_options={"synchronize_session": False},
    )


def language_of(tx: Session, *, round_id: str, account_id: str) -> str:
    """Return the language in which somebody enrolled in a round; nothing where none is known."""
    query = select(Enrolment.language).where(
        Enrolment.round_id == round_id, Enrolment.account_id == account_id
    )
    return tx.scalar(query) or ""


def told_of(tx: Session, transfer_id: str) -> Told | None:
    """Return what a transfer moved, with the receipt of the payout that it ends."""
    payout_id = stem_of(transfer_id).removeprefix("sent:")
    receipt = select(Payout.receipt).where(Payout.transfer_id == payout_id)
    owed = aliased(Transfer)
    whole = select(owed.amount_minor).where(owed.id == payout_id)
    query = select(Transfer, receipt.scalar_subquery(), whole.scalar_subquery(), _is_by_hand())
    found = tx.execute(query.where(Transfer.id == transfer_id)).one_or_none()
    if found is None:
        return None
    moved, number, owed_minor, by_hand = found
    amount = Money(moved.amount_minor, moved.currency)
    is_whole = owed_minor in (None, moved.amount_minor)
    return Told(amount, moved.posted_at, number or "", by_hand=bool(by_hand), is_whole=is_whole)


def return_of(tx: Session, transfer_id: str) -> tuple[RequestPurpose, Returned] | None:
    """Return what a payment that went back was for, and why it went."""
    query = (
        select(ReturnedPayment, Payment, PaymentRequest)
        .join(Payment, Payment.id == ReturnedPayment.payment_id)
        .join(PaymentRequest, PaymentRequest.id == ReturnedPayment.request_id)
        .where(ReturnedPayment.payment_id == stem_of(transfer_id).removeprefix("sent:").removeprefix(_BACK))
    )
    found = tx.execute(query).one_or_none()
    if found is None:
        return None
    back, came, asked = found
    amount, needed = (Money(each.amount_minor, each.currency) for each in (came, asked))
    returned = Returned(came.id, amount, needed, back.reason, back.returned_at)
    return RequestPurpose(asked.purpose), returned


def _moved(found: Any) -> Moved:
    key, purpose, at, round_id, by_hand, of_round, of_deposit, of_payment = found
    known = {Purpose.REFUND_SENT: of_deposit or of_payment, Purpose.UNMATCHED_RETURNED: of_payment}
    account_id = known.get(Purpose(purpose), of_round)
    return Moved(Mark(at, key), Purpose(purpose), round_id, account_id, by_hand=bool(by_hand))


def _owed_for() -> ColumnElement[str]:
    """Return in SQL for what a refund was owed that has left: an enrolment or a payment."""
    account = Transfer.debit_account
    length = func.length(account) - len(_OWED) - _CURRENCY_LENGTH
    return func.substr(account, len(_OWED) + 1, length)


def _came_back() -> ColumnElement[str]:
    return func.substr(Transfer.id, len(_BACK) + 1)


def _is_by_hand() -> ColumnElement[bool]:
    """Say in SQL that a refund left for an account that two people named."""
    payouts = (literal(prefix).concat(_owed_for()) for prefix in (_BACK, deposit_out_id("")))
    named = exists().where(RefundByHand.transfer_id.in_(list(payouts)))
    return and_(Transfer.purpose == _SENT, named)


def _between(
    column: InstrumentedAttribute[datetime], key: InstrumentedAttribute[str], after: Mark, until: datetime
) -> Sequence[ColumnElement[bool]]:
    return (
        column >= after.at,
        column < until,
        or_(column > after.at, key > after.id),
    )


def _is_free(at: datetime) -> ColumnElement[bool]:
    unsent = MoneyLetter.state.in_((Progress.WAITING.value, Progress.CLAIMED.value))
    lapsed = MoneyLetter.claimed_at <= at - CLAIM_WINDOW
    return and_(unsent, or_(MoneyLetter.state == Progress.WAITING.value, lapsed))


def _set(tx: Session, letter_id: str, **values: object) -> None:
    tx.execute(
        update(MoneyLetter).where(MoneyLetter.id == letter_id).values(**values),
        execution_options={"synchronize_session": False},
    )
