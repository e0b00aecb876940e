"""Keeps statements and their lines, each line once; who stands behind a line is sealed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import column, exists, func, select, table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session, aliased

from auction.kernel.database import insert_once
from auction.kernel.limits import DUE_ROWS_MAX
from auction.kernel.money import Money
from auction.kernel.tables import table_of
from auction.ledger.tables import Transfer
from auction.ledger.transfer import Purpose
from auction.payments.bank.placing import OnItsWay, Place
from auction.payments.bank.statement import Statement, plain_account
from auction.payments.bank.statements.chain import Before
from auction.payments.bank.statements.fate import Fate, fate_of
from auction.payments.bank.statements.file import TakenStatement
from auction.payments.bank.tables import BankAccount, BankLine, BankStatement
from auction.payments.tables import HeldPayment, Payment, PaymentRequest, ReturnedPayment, WaitingPayment

# SQLite takes 32,766 values in one statement; a chunk stays far below.
_KEYS_MAX = 1_000
# Statements of a month tell again what those of its days told; further back equal balances are chance.
OVERLAP_WINDOW = timedelta(days=35)
# What ``bank_arrival_id`` adds to the id of a transfer that left for a bank.
ARRIVED = ":arrived"
# Rounds are a sister room: of its table only the court is read here, and nothing is imported.
_ROUNDS = table("rounds", column("id"), column("court_id"))
# Rows that are read at a time where all lines of a span are wanted.
_ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class KeptRow:
    """A line as it is kept; its words are sealed."""

    id: str
    statement_id: str
    court_id: str
    number: int
    position: str
    place: Place
    subject: str
    amount: Money
    arrived_at: datetime
    reason: str
    sealed_words: bytes


def add_statement(
    tx: Session, taken: TakenStatement, *, court_id: str, account_id: str, digest: str, by: str
) -> bool:
    """Keep a statement, once; say whether it is new."""
    values = {
        "id": taken.id,
        "court_id": court_id,
        "account_id": account_id,
        "number": taken.number,
        "file_digest": digest,
        "opening_minor": taken.opening.minor,
        "closing_minor": taken.closing.minor,
        "currency": taken.closing.currency,
        "closed_on": taken.closed_on.isoformat(),
        "lines_new": taken.lines_new,
        "lines_known": taken.lines_known,
        "gap_minor": None if taken.gap is None else taken.gap.minor,
        "taken_by": by,
        "taken_at": taken.taken_at,
    }
    return insert_once(tx, table_of(BankStatement), values)


def known_lines(tx: Session, ids: Sequence[str]) -> set[str]:
    """Return which of these lines are kept already."""
    known: set[str] = set()
    for start in range(0, len(ids), _KEYS_MAX):
        chunk = ids[start : start + _KEYS_MAX]
        known.update(tx.scalars(select(BankLine.id).where(BankLine.id.in_(chunk))))
    return known


def known_references(tx: Session, court_id: str, references: Collection[str]) -> frozenset[str]:
    """Return which of these references somebody was given for a round of this court.

    Money that came to the account of another court than the one that asked is nothing it may take.
    """
    wanted, known = sorted(references), set[str]()
    for start in range(0, len(wanted), _KEYS_MAX):
        chunk = wanted[start : start + _KEYS_MAX]
        query = select(PaymentRequest.reference).join(_ROUNDS, _ROUNDS.c.id == PaymentRequest.round_id)
        known.update(
            tx.scalars(query.where(_ROUNDS.c.court_id == court_id, PaymentRequest.reference.in_(chunk)))
        )
    return frozenset(known)


def on_its_way(tx: Session) -> list[OnItsWay]:
    """Return what payment services sent to our banks and what has not arrived, the oldest first."""
    came = aliased(Transfer)
    arrived = exists().where(came.id == Transfer.id + ARRIVED)
    taken_back = exists().where(came.reverses == Transfer.id)
    query = (
        select(Transfer)
        .where(Transfer.purpose == Purpose.GATEWAY_PAID_OUT.value, ~arrived, ~taken_back)
        .order_by(Transfer.posted_at, Transfer.id)
        .limit(DUE_ROWS_MAX)
    )
    return [
        OnItsWay(
            gateway=row.credit_account.split(":")[1],
            payout_id=row.id.partition(":")[2],
            amount=Money(row.amount_minor, row.currency),
        )
        for row in tx.scalars(query)
    ]


def add_lines(tx: Session, rows: Sequence[KeptRow]) -> None:
    """Keep new lines."""
    values = [
        {
            "id": row.id,
            "statement_id": row.statement_id,
            "court_id": row.court_id,
            "number": row.number,
            "position": row.position,
            "place": row.place.value,
            "subject": row.subject,
            "amount_minor": row.amount.minor,
            "currency": row.amount.currency,
            "arrived_at": row.arrived_at,
            "reason": row.reason,
            "sealed_words": row.sealed_words,
        }
        for row in rows
    ]
    insert = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    if values:
        tx.execute(insert(table_of(BankLine)), values)


def before(tx: Session, statement: Statement, *, court_id: str) -> Before | None:
    """Return how an account stood before a statement of it, as the last one up to its day closed."""
    row, day, number = BankStatement, statement.closed_on, plain_account(statement.account)
    of_account = (
        select(row.closing_minor, row.closed_on)
        .join(BankAccount, BankAccount.id == row.account_id)
        .where(row.court_id == court_id, BankAccount.number == number, row.closed_on <= day.isoformat())
    )
    last = tx.execute(of_account.order_by(row.closed_on.desc(), row.taken_at.desc(), row.id).limit(1)).first()
    if last is None:
        return None
    lately = (day - OVERLAP_WINDOW).isoformat()
    alike = of_account.where(row.opening_minor == statement.opening.minor, row.closed_on >= lately).limit(1)
    return Before(
        Money(last[0], statement.currency),
        date.fromisoformat(last[1]),
        opened_alike=tx.execute(alike).first() is not None,
    )


def balance_on(tx: Session, *, court_id: str, currency: str, day: date) -> Money | None:
    """Return what a court's accounts held together, as the last statement of each up to that day closed."""
    row = BankStatement
    latest = (
        func.row_number()
        .over(partition_by=BankAccount.number, order_by=(row.closed_on.desc(), row.taken_at.desc(), row.id))
        .label("place")
    )
    closed = (
        select(row.closing_minor, latest)
        .join(BankAccount, BankAccount.id == row.account_id)
        .where(row.court_id == court_id, row.currency == currency, row.closed_on <= day.isoformat())
        .subquery()
    )
    minor = tx.scalar(select(func.sum(closed.c.closing_minor)).where(closed.c.place == 1))
    return None if minor is None else Money(int(minor), currency)


def told_later(tx: Session, *, court_id: str, currency: str, day: date, until: datetime) -> Money:
    """Return what moved before a moment and only statements that closed after that day told."""
    line, taken = BankLine, BankStatement
    query = (
        select(func.coalesce(func.sum(line.amount_minor), 0))
        .join(taken, taken.id == line.statement_id)
        .where(taken.court_id == court_id, taken.currency == currency, taken.closed_on > day.isoformat())
        # An expression, so that the few statements are gone through and not all that ever arrived.
        .where(func.coalesce(line.arrived_at, line.arrived_at) < until)
    )
    return Money(int(tx.execute(query).scalar_one()), currency)


def statements(tx: Session, court_id: str, *, limit: int) -> list[TakenStatement]:
    """Return the statements of a court, the one that was taken last first."""
    query = select(BankStatement).where(BankStatement.court_id == court_id)
    newest = query.order_by(BankStatement.taken_at.desc(), BankStatement.closed_on.desc(), BankStatement.id)
    return [_statement(row) for row in tx.scalars(newest.limit(limit))]


def statement(tx: Session, court_id: str, statement_id: str) -> TakenStatement | None:
    """Return a statement of the court."""
    query = select(BankStatement).where(BankStatement.court_id == court_id, BankStatement.id == statement_id)
    row = tx.scalar(query)
    return None if row is None else _statement(row)


def places_of(tx: Session, statement_id: str) -> Counter[str]:
    """Return how many new lines of a statement are of each place."""
    count = func.count().label("lines")
    query = select(BankLine.place, count).where(BankLine.statement_id == statement_id)
    return Counter({row.place: row.lines for row in tx.execute(query.group_by(BankLine.place))})


def lines_of(tx: Session, statement_id: str, *, after: int, limit: int) -> list[KeptRow]:
    """Return the new lines of a statement in its own order, those after a number."""
    query = select(BankLine).where(BankLine.statement_id == statement_id, BankLine.number > after)
    return [_row(row) for row in tx.scalars(query.order_by(BankLine.number).limit(limit))]


def fates(tx: Session, payment_ids: Collection[str]) -> dict[str, Fate]:
    """Return what became of these payments, those that are kept."""
    waits = exists().where(WaitingPayment.payment_id == Payment.id)
    held = exists().where(HeldPayment.payment_id == Payment.id)
    back = exists().where(ReturnedPayment.payment_id == Payment.id)
    query = select(Payment.id, waits, held, back).where(Payment.id.in_(sorted(payment_ids)))
    return {
        key: fate_of(is_waiting=is_waiting, is_held=is_held, is_returned=is_returned)
        for key, is_waiting, is_held, is_returned in tx.execute(query)
    }


def line(tx: Session, line_id: str) -> KeptRow | None:
    """Return a line."""
    row = tx.get(BankLine, line_id)
    return None if row is None else _row(row)


def lines_between(tx: Session, *, since: datetime, until: datetime) -> Iterator[KeptRow]:
    """Yield all lines of a span, the oldest first."""
    query = select(BankLine).where(BankLine.arrived_at >= since, BankLine.arrived_at < until)
    ordered = query.order_by(BankLine.arrived_at, BankLine.id)
    yield from map(_row, tx.scalars(ordered.execution_options(yield_per=_ROWS_AT_ONCE)))


def _statement(row: BankStatement) -> TakenStatement:
    return TakenStatement(
        id=row.id,
        number=row.number,
        opening=Money(row.opening_minor, row.currency),
        closing=Money(row.closing_minor, row.currency),
        closed_on=date.fromisoformat(row.closed_on),
        lines_new=row.lines_new,
        lines_known=row.lines_known,
        gap=None if row.gap_minor is None else Money(row.gap_minor, row.currency),
        taken_at=row.taken_at,
    )


def _row(row: BankLine) -> KeptRow:
    return KeptRow(
        id=row.id,
        statement_id=row.statement_id,
        court_id=row.court_id,
        number=row.number,
        position=row.position,
        place=Place(row.place),
        subject=row.subject,
        amount=Money(row.amount_minor, row.currency),
        arrived_at=row.arrived_at,
        reason=row.reason,
        sealed_words=row.sealed_words,
    )
