"""Reads both sides of a day from the ledger, and keeps comparisons and differences."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.cases.tables import Court
from auction.kernel.money import Money
from auction.kernel.tables import table_of
from auction.ledger import store as ledger
from auction.ledger import tables as ledger_tables
from auction.ledger.transfer import Transfer
from auction.payments.bank.tables import BankAccount
from auction.payments.reconciliation.clearing import Clearing, CourtMoney
from auction.payments.reconciliation.difference import Difference, DifferenceKind
from auction.payments.reconciliation.line import ids_of
from auction.payments.reconciliation.matching import Span
from auction.payments.reconciliation.tables import MoneyDifference, Reconciliation

# Rows of one insert, far below what a statement of either database takes.
ROWS_MAX = 500
# A page of differences, and the file of them.
DIFFERENCES_SHOWN_MAX = 200


@dataclass(frozen=True)
class Kept:
    """A difference that is kept: where, of which day, and what became of it."""

    id: str
    account_id: str
    gateway: str
    day: date
    difference: Difference
    found_at: datetime
    asked_at: datetime | None
    explained_at: datetime | None
    explanation: str
    mended_at: datetime | None


def court_monies(tx: Session) -> list[CourtMoney]:
    """Return of every court in what currency and by which clock it counts."""
    with_bank = set(tx.scalars(select(BankAccount.court_id).distinct()))
    return [
        CourtMoney(row.id, row.currency, row.time_zone, has_bank=row.id in with_bank)
        for row in tx.scalars(select(Court))
    ]


def first_at(tx: Session, account_id: str) -> datetime | None:
    """Return when the first transfer touched an account."""
    row = ledger_tables.Transfer
    sides = (
        tx.scalar(select(func.min(row.posted_at)).where(side == account_id))
        for side in (row.debit_account, row.credit_account)
    )
    return min((at for at in sides if at is not None), default=None)


def transfers_in(tx: Session, account_id: str, span: Span, *, limit: int) -> list[Transfer]:
    """Return the transfers of an account in a span, and the corrections of each whenever they came."""
    row = ledger_tables.Transfer
    ids: set[str] = set()
    for side in (row.debit_account, row.credit_account):
        query = select(row.id).where(side == account_id, row.posted_at >= span.since)
        ids.update(tx.scalars(query.where(row.posted_at < span.until).limit(limit)))
    return transfers_of_keys(tx, account_id, ids)


def transfers_of_keys(tx: Session, account_id: str, keys: Collection[str]) -> list[Transfer]:
    """Return the transfers under these ids, and their corrections, that touch the account."""
    found = ledger.transfers_by_id(tx, {each for key in keys for each in ids_of(key)})
    return [each for each in found if account_id in (each.debit.id, each.credit.id)]


def done_since(tx: Session, since: date) -> dict[str, dict[date, datetime]]:
    """Return of each account when each day from then on was compared last."""
    row = Reconciliation
    query = select(row.account_id, row.day, func.max(row.done_at)).where(row.day >= since.isoformat())
    found: dict[str, dict[date, datetime]] = {}
    for account_id, day, done_at in tx.execute(query.group_by(row.account_id, row.day)):
        found.setdefault(account_id, {})[date.fromisoformat(day)] = done_at
    return found


def last_done(tx: Session, account_id: str, day: date) -> datetime | None:
    """Return when a day of an account was compared last."""
    row = Reconciliation
    query = select(func.max(row.done_at)).where(row.account_id == account_id, row.day == day.isoformat())
    return tx.scalar(query)


def add_comparison(tx: Session, values: dict[str, object]) -> None:
    """Keep that a day was compared, with what came of it."""
    tx.execute(insert(Reconciliation).values(values))


def open_of(tx: Session, account_id: str) -> list[Kept]:
    """Return what is open of an account."""
    return _kept(tx, _open().where(MoneyDifference.account_id == account_id))


def open_days(tx: Session) -> dict[str, dict[date, datetime | None]]:
    """Return of each account the days with something open, and when somebody asked again last."""
    row = MoneyDifference
    query = select(row.account_id, row.day, func.max(row.asked_at)).where(row.mended_at.is_(None))
    found: dict[str, dict[date, datetime | None]] = {}
    for account_id, day, asked_at in tx.execute(query.group_by(row.account_id, row.day)):
        found.setdefault(account_id, {})[date.fromisoformat(day)] = asked_at
    return found


def add_differences(tx: Session, rows: Sequence[dict[str, object]]) -> None:
    """Keep new differences; one that is open already under its key stays as it is."""
    dialect: Any = sqlite if tx.get_bind().dialect.name == "sqlite" else postgresql
    for start in range(0, len(rows), ROWS_MAX):
        query = dialect.insert(table_of(MoneyDifference)).on_conflict_do_nothing()
        tx.execute(query, rows[start : start + ROWS_MAX])


def mend(tx: Session, ids: Iterable[str], *, by: str, at: datetime) -> None:
    """Note that differences are no more."""
    wanted = sorted(ids)
    row = MoneyDifference
    for start in range(0, len(wanted), ROWS_MAX):
        chunk = wanted[start : start + ROWS_MAX]
        query = update(row).where(row.id.in_(chunk), row.mended_at.is_(None))
        _run(tx, query.values(mended_at=at, mended_by=by))


def mark_asked(tx: Session, difference_id: str, *, at: datetime) -> None:
    """Note that the gateway is asked again about a difference."""
    _run(tx, update(MoneyDifference).where(MoneyDifference.id == difference_id).values(asked_at=at))


def explain(tx: Session, difference_id: str, *, words: str, by: str, at: datetime) -> None:
    """Keep what a person wrote about a difference."""
    query = update(MoneyDifference).where(MoneyDifference.id == difference_id)
    _run(tx, query.values(explained_at=at, explained_by=by, explanation=words))


def lock(tx: Session, difference_id: str, court_id: str) -> Kept | None:
    """Return a difference of the court, or one of nobody's court, locked until the commit."""
    row = MoneyDifference
    query = select(row).where(row.id == difference_id, row.court_id == court_id).with_for_update()
    return next(iter(_kept(tx, query)), None)


def difference(tx: Session, difference_id: str, court_id: str) -> Kept | None:
    """Return a difference of the court, or one of nobody's court."""
    row = MoneyDifference
    query = select(row).where(row.id == difference_id, row.court_id == court_id)
    return next(iter(_kept(tx, query)), None)


def shown(tx: Session, court_id: str, *, day: date | None = None) -> list[Kept]:
    """Return the open differences of a court (or of nobody's court), or all of one day, oldest first."""
    row = MoneyDifference
    query = _open() if day is None else select(row).where(row.day == day.isoformat())
    query = query.where(row.court_id == court_id)
    return _kept(tx, query.order_by(row.since_at, row.id).limit(DIFFERENCES_SHOWN_MAX))


def comparisons(tx: Session, court_id: str, *, since: date) -> list[Reconciliation]:
    """Return the last comparison of each day of the accounts of a court, or of the platform."""
    row = Reconciliation
    last = (
        select(row.account_id, row.day, func.max(row.done_at).label("done_at"))
        .where(row.court_id == court_id, row.day >= since.isoformat())
        .group_by(row.account_id, row.day)
        .subquery()
    )
    query = select(row).join(
        last,
        (row.account_id == last.c.account_id) & (row.day == last.c.day) & (row.done_at == last.c.done_at),
    )
    return list(tx.scalars(query.order_by(row.day.desc(), row.account_id)))


def _open() -> Select[MoneyDifference]:
    still: ColumnElement[bool] = MoneyDifference.mended_at.is_(None)
    return select(MoneyDifference).where(still)


def _run(tx: Session, query: Any) -> None:
    tx.execute(query.execution_options(synchronize_session=False))


def _kept(tx: Session, query: Select[MoneyDifference]) -> list[Kept]:
    rows = tx.scalars(query, execution_options={"populate_existing": True})
    return [
        Kept(
            row.id,
            row.account_id,
            row.gateway,
            date.fromisoformat(row.day),
            Difference(
                DifferenceKind(row.kind),
                key=row.key,
                line_kind=row.line_kind,
                subject=row.subject,
                in_ledger=Money(row.ledger_minor, row.currency),
                at_gateway=Money(row.gateway_minor, row.currency),
                since_at=row.since_at,
                court_id=row.court_id,
                transfer_id=row.transfer_id,
            ),
            found_at=row.found_at,
            asked_at=row.asked_at,
            explained_at=row.explained_at,
            explanation=row.explanation,
            mended_at=row.mended_at,
        )
        for row in rows
    ]


def row_of(
    found: Difference, clearing: Clearing, day: date, *, difference_id: str, at: datetime
) -> dict[str, object]:
    """Return the row of a new difference."""
    return {
        "id": difference_id,
        "account_id": clearing.account_id,
        "gateway": clearing.gateway,
        "court_id": found.court_id,
        "currency": clearing.currency,
        "day": day.isoformat(),
        "kind": found.kind.value,
        "line_kind": found.line_kind,
        "key": found.key,
        "subject": found.subject,
        "transfer_id": found.transfer_id,
        "ledger_minor": found.in_ledger.minor,
        "gateway_minor": found.at_gateway.minor,
        "since_at": found.since_at,
        "found_at": at,
        "asked_at": None,
        "explained_at": None,
        "explained_by": "",
        "explanation": "",
        "mended_at": None,
        "mended_by": "",
    }
