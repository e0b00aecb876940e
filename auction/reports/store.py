"""Reads what is exported, row by row, and what the auditor's pages show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Label, Select, case, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from auction.audit.tables import Chain, Entry
from auction.cases.tables import Case, Court
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.ledger.tables import Transfer
from auction.payments.tables import Payout
from auction.reports.chain_check import Link
from auction.reports.filters import ACCEPTED, Filters, Known, What
from auction.reports.statement import RoundStatement
from auction.rounds import store as rounds_store
from auction.rounds.tables import Bid, Board, Round

# Rows the database sends at once; what is written leaves before the next are fetched.
FETCH_ROWS = 500
# Entries of one lot that its page lists; the exports have them all.
ENTRIES_SHOWN_MAX = 100

_PLACE = ("court_id", "case_id", "lot_id", "round_id")
_ENTRY_COLUMNS = ("position", "chain", "number", "kind", "at", *_PLACE, "body", "hash")


def rows(
    tx: Session, what: What, filters: Filters, *, court_id: str | None = None
) -> Iterator[Mapping[str, object]]:
    """Stream what passes the filters; ``court_id`` limits an officer to the own court.

    One statement is one snapshot, so an export never has a gap that another writer made; the
    database keeps the rows, and only a handful is in memory.
    """
    query = {What.ENTRIES: _entries, What.BIDS: _bids, What.TRANSFERS: _transfers}[what](filters)
    if court_id is not None:
        query = query.where(_court_of(what) == court_id)
    found = tx.execute(query, execution_options={"yield_per": FETCH_ROWS})
    for row in found.mappings():
        yield dict(row)


def links(tx: Session, chain: str) -> Iterator[Link]:
    """Stream the stored entries of one chain in their order."""
    query = select(Entry.number, Entry.body, Entry.hash).where(Entry.chain == chain).order_by(Entry.number)
    for row in tx.execute(query, execution_options={"yield_per": FETCH_ROWS}):
        yield Link(row.number, row.body, row.hash)


def head_of(tx: Session, chain: str) -> tuple[int, str] | None:
    """Return the number and the hash that a chain says it ends with."""
    row = tx.execute(select(Chain.number, Chain.head_hash).where(Chain.chain == chain)).one_or_none()
    return None if row is None else (row.number, row.head_hash)


def known_of(tx: Session, filters: Filters) -> Known:
    """Return the ids of what filters name: courts, cases, lots of which the record heard."""
    cases = select(Case.id).where(or_(Case.id == filters.case, Case.case_number == filters.case))
    return {
        "court": tx.scalars(select(Court.id).where(Court.id == filters.court)).all(),
        "case": tx.scalars(cases.order_by(Case.id).limit(PAGE_ROWS_MAX)).all(),
        "lot": tx.scalars(select(Chain.chain).where(Chain.chain == filters.lot)).all(),
    }


def entries_of(tx: Session, chain: str, *, up_to: int | None = None) -> Sequence[Any]:
    """Return the latest entries of a chain, or those up to one of them, the newest first."""
    query = select(Entry.number, Entry.kind, Entry.at, Entry.hash).where(Entry.chain == chain)
    if up_to is not None:
        query = query.where(Entry.number <= up_to)
    return tx.execute(query.order_by(Entry.number.desc()).limit(ENTRIES_SHOWN_MAX)).all()


def court_names(tx: Session) -> list[tuple[str, str]]:
    """Return id and name of every court."""
    return [(row.id, row.name) for row in tx.execute(select(Court.id, Court.name).order_by(Court.name))]


def closed_rounds(tx: Session, *, court_id: str | None, limit: int) -> list[RoundStatement]:
    """Return the rounds that ended last, each with what became of its money."""
    query = select(Board.round_id).where(Board.closed_at.is_not(None))
    if court_id is not None:
        query = query.join(Round, Round.id == Board.round_id).where(Round.court_id == court_id)
    ids = tx.scalars(query.order_by(Board.closed_at.desc(), Board.round_id).limit(limit)).all()
    moved, refunds = _moved(tx, ids), _refunds(tx, ids)
    views = [view for round_id in ids if (view := rounds_store.read_round(tx, round_id))]
    return [
        RoundStatement.of(view, moved=moved.get(view.round_id, {}), refunds=refunds.get(view.round_id))
        for view in views
    ]


def _moved(tx: Session, round_ids: Sequence[str]) -> dict[str, dict[str, Money]]:
    query = (
        select(Transfer.round_id, Transfer.purpose, Transfer.currency, func.sum(Transfer.amount_minor))
        .where(Transfer.round_id.in_(round_ids))
        .group_by(Transfer.round_id, Transfer.purpose, Transfer.currency)
    )
    moved: dict[str, dict[str, Money]] = {}
    for round_id, purpose, currency, minor in tx.execute(query):
        moved.setdefault(str(round_id), {})[purpose] = Money(int(minor), currency)
    return moved


def _refunds(tx: Session, round_ids: Sequence[str]) -> dict[str, tuple[int, int, int]]:
    in_time = case((Payout.sent_at <= Payout.due_at, 1), else_=0)
    late = case((Payout.sent_at > Payout.due_at, 1), else_=0)
    query = (
        select(Transfer.round_id, func.count(), func.sum(in_time), func.sum(late))
        .join(Payout, Payout.transfer_id == Transfer.id)
        .where(Transfer.round_id.in_(round_ids), Transfer.purpose == "DEPOSIT_RETURNED")
        .group_by(Transfer.round_id)
    )
    return {str(row[0]): (int(row[1]), int(row[2]), int(row[3])) for row in tx.execute(query)}


def _entries(filters: Filters) -> Select[Any]:
    columns = [getattr(Entry, name) for name in _ENTRY_COLUMNS]
    kind = Entry.kind == filters.kind if filters.kind else None
    return select(*columns).where(*_where(filters, Entry, Entry.at, kind)).order_by(Entry.position)


def _bids(filters: Filters) -> Select[Any]:
    columns = [column for column in Bid.__table__.columns if column.name != "round_id"]
    kind = None
    if filters.kind:
        kind = (Bid.verdict == ACCEPTED) if filters.kind == ACCEPTED else (Bid.verdict != ACCEPTED)
    return (
        select(*columns, *_place(Round), Round.currency)
        .join(Round, Round.id == Bid.round_id)
        .where(*_where(filters, Round, Bid.received_at, kind))
        .order_by(Bid.round_id, Bid.number)
    )


def _transfers(filters: Filters) -> Select[Any]:
    kind = Transfer.purpose == filters.kind if filters.kind else None
    return (
        select(*Transfer.__table__.columns)
        .where(*_where(filters, Transfer, Transfer.posted_at, kind))
        .order_by(Transfer.posted_at, Transfer.id)
    )


def _place(row: type[Round]) -> tuple[InstrumentedAttribute[str] | Label[str], ...]:
    return (row.court_id, row.case_id, row.lot_id, row.id.label("round_id"))


def _court_of(what: What) -> InstrumentedAttribute[Any]:
    return {
        What.ENTRIES: Entry.court_id,
        What.BIDS: Round.court_id,
        What.TRANSFERS: Transfer.court_id,
    }[what]


def _where(
    filters: Filters, row: Any, at: InstrumentedAttribute[datetime], kind: ColumnElement[bool] | None
) -> list[ColumnElement[bool]]:
    clauses = [] if kind is None else [kind]
    if filters.from_at is not None:
        clauses.append(at >= filters.from_at)
    if filters.to_at is not None:
        clauses.append(at < filters.to_at)
    if filters.court:
        clauses.append(row.court_id == filters.court)
    if filters.case:
        named = select(Case.id).where(or_(Case.id == filters.case, Case.case_number == filters.case))
        clauses.append(row.case_id.in_(named))
    if filters.lot:
        clauses.append(row.lot_id == filters.lot)
    return clauses
