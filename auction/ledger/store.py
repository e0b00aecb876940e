"""Posts transfers and reads balances; an account's balance is never stored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import orjson
from sqlalchemy import ColumnElement, func, literal, or_, select
from sqlalchemy import case as choose
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import InstrumentedAttribute, Session

from auction.kernel.database import insert_many, insert_rows
from auction.kernel.money import Money
from auction.kernel.tables import table_of
from auction.ledger import tables
from auction.ledger.accounts import Kind, parse
from auction.ledger.transfer import Purpose, Sale, Transfer

_TABLE = table_of(tables.Transfer)
# From so many on the bulk ways of the databases are faster.
MANY = 50
# Parameters of one IN list; both databases take many more.
CHUNK_MAX = 500
# All ids in one parameter, so that the question is prepared once.
_ASK_POSTED = {
    "sqlite": "SELECT id FROM transfers WHERE id IN (SELECT value FROM json_each(?))",
    "postgresql": "SELECT id FROM transfers WHERE id IN (SELECT json_array_elements_text(CAST(%s AS json)))",
}


def post(tx: Session, transfers: Sequence[Transfer]) -> list[Transfer]:
    """Post the transfers that are not posted yet, and return these.

    The same act under the same id is posted once, however often it is tried; another act
    under a used id is our mistake and stops the transaction.
    """
    by_id = {transfer.id: transfer for transfer in transfers}
    assert len(by_id) == len(transfers), "one id, one transfer"
    if len(by_id) >= MANY and _post_new(tx, transfers):
        return list(transfers)
    for earlier in transfers_by_id(tx, _posted(tx, list(by_id))):
        assert by_id.pop(earlier.id).same_act(earlier), f"{earlier.id} was posted as another act"
    fresh = list(by_id.values())
    insert_rows(tx, _TABLE, [row_of(transfer) for transfer in fresh])
    return fresh


def _post_new(tx: Session, transfers: Sequence[Transfer]) -> bool:
    """Post many that are all new and may be, as they mostly are; else post none and say no."""
    try:
        with tx.begin_nested():
            insert_many(tx, _TABLE, map(row_of, transfers))
    except IntegrityError:
        # Which of them is used or could not be shows when they are asked for and taken again.
        return False
    return True


def transfers_by_id(tx: Session, ids: Iterable[str]) -> list[Transfer]:
    """Return the posted transfers with these ids."""
    wanted = sorted(ids)
    found = []
    for start in range(0, len(wanted), CHUNK_MAX):
        query = select(tables.Transfer).where(tables.Transfer.id.in_(wanted[start : start + CHUNK_MAX]))
        found += [_transfer(row) for row in tx.scalars(query)]
    return found


def transfers_of(tx: Session, *, round_id: str) -> list[Transfer]:
    """Return the transfers of one round in the order of posting."""
    query = (
        select(tables.Transfer)
        .where(tables.Transfer.round_id == round_id)
        .order_by(tables.Transfer.posted_at, tables.Transfer.id)
    )
    return [_transfer(row) for row in tx.scalars(query)]


def balance(tx: Session, account_id: str, *, at: datetime | None = None) -> Money:
    """Return the credits less the debits of an account, now or as they stood before a moment."""
    row = tables.Transfer
    signed = choose((row.credit_account == account_id, row.amount_minor), else_=-row.amount_minor)
    query = select(func.coalesce(func.sum(signed), 0)).where(
        or_(row.credit_account == account_id, row.debit_account == account_id), *_before(at)
    )
    return Money(int(tx.execute(query).scalar_one()), parse(account_id).currency)


def balances(
    tx: Session,
    *,
    currency: str,
    court_id: str | None = None,
    case_id: str | None = None,
    round_id: str | None = None,
    at: datetime | None = None,
) -> dict[str, Money]:
    """Return the balance of every account of a currency, or what a court, case or round moved on it."""
    row = tables.Transfer
    of = ((row.court_id, court_id), (row.case_id, case_id), (row.round_id, round_id))
    within = [column == wanted for column, wanted in of if wanted is not None]
    sums: dict[str, int] = {}
    for side, sign in ((row.credit_account, 1), (row.debit_account, -1)):
        query = select(side, func.sum(row.amount_minor)).where(row.currency == currency, *within)
        for account_id, minor in tx.execute(query.where(*_before(at)).group_by(side)):
            sums[account_id] = sums.get(account_id, 0) + sign * int(minor)
    return {account_id: Money(minor, currency) for account_id, minor in sorted(sums.items())}


def total(tx: Session, currency: str) -> Money:
    """Return the sum of all balances of a currency: zero, or the ledger is broken."""
    minor = sum(held.minor for held in balances(tx, currency=currency).values())
    return Money(minor, currency)


def account_id(
    kind: Kind, subject: InstrumentedAttribute[str], currency: InstrumentedAttribute[str]
) -> ColumnElement[str]:
    """Return the id of an account whose subject and currency stand in columns, for joins."""
    return literal(f"{kind.value}:").concat(subject).concat(":").concat(currency)


def _before(at: datetime | None) -> list[ColumnElement[bool]]:
    return [] if at is None else [tables.Transfer.posted_at < at]


def _posted(tx: Session, ids: Sequence[str]) -> list[str]:
    connection = tx.connection()
    ask = _ASK_POSTED[connection.dialect.name]
    return [row[0] for row in connection.exec_driver_sql(ask, (orjson.dumps(ids).decode(),))]


def row_of(transfer: Transfer) -> tuple[object, ...]:
    """Return the columns of a transfer in their order."""
    amount, sale = transfer.amount, transfer.sale
    return (
        transfer.id,
        transfer.debit.id,
        transfer.credit.id,
        amount.minor,
        amount.currency,
        transfer.purpose.value,
        sale.court_id,
        sale.case_id,
        sale.lot_id,
        sale.round_id,
        transfer.posted_at,
        transfer.reverses,
    )


def _transfer(row: tables.Transfer) -> Transfer:
    return Transfer(
        id=row.id,
        debit=parse(row.debit_account),
        credit=parse(row.credit_account),
        amount=Money(row.amount_minor, row.currency),
        purpose=Purpose(row.purpose),
        posted_at=row.posted_at,
        sale=Sale(row.court_id, row.case_id, row.lot_id, row.round_id),
        reverses=row.reverses,
    )
