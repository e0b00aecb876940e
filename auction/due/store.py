"""Reads the facts of deadlines from the record, and keeps the lines and alarms that follow from them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    delete,
    exists,
    func,
    insert,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Session

from auction.audit.tables import NO_BIDS, Entry
from auction.cases.tables import Court
from auction.due.deadline import Actor, Deadline, Fact
from auction.due.deadline_rows import KINDS
from auction.due.paid_out import Movements
from auction.due.tables import CourtAlert, DueLine, DueReading
from auction.enrolment.tables import Enrolment
from auction.kernel.database import insert_once
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.tables import table_of
from auction.ledger.tables import Transfer
from auction.payments.outbox.store import is_lost
from auction.payments.tables import Payout
from auction.rounds.lifecycle import State
from auction.rounds.standing import ACCEPTED
from auction.rounds.tables import Bid, Board, Round

_LINES, _ALERTS = table_of(DueLine), table_of(CourtAlert)
# A lot that is tried again and again, with all its proposals, has a few hundred acts.
FACTS_MAX = 5_000
_COLUMNS = tuple(column.name for column in _LINES.columns)
_OPEN = and_(DueLine.done_at.is_(None), DueLine.void_at.is_(None))
_ONE = 1
# The alarm that bids lie far above the reference price.
FAR_ABOVE = "bids_far_above"


def position(tx: Session) -> int:
    """Return the position up to which the record was read."""
    return tx.scalar(select(DueReading.position).where(DueReading.id == _ONE)) or 0


def save_position(tx: Session, to: int) -> None:
    """Note how far the record was read."""
    if not tx.execute(update(DueReading).where(DueReading.id == _ONE).values(position=to)).rowcount:  # type: ignore[attr-defined]  # a cursor's
        tx.execute(insert(DueReading).values(id=_ONE, position=to))


def entries_after(tx: Session, after: int, *, limit: int) -> Sequence[Any]:
    """Return what was recorded after a position: where, when, what kind, about which lot and court."""
    columns = (Entry.position, Entry.at, Entry.kind, Entry.lot_id, Entry.court_id)
    query = select(*columns).where(Entry.position > after).order_by(Entry.position).limit(limit)
    return tx.execute(query).all()


def facts_of_lots(tx: Session, lot_ids: Collection[str]) -> list[Fact]:
    """Return the facts of lots, and of their bids the newest that was accepted."""
    query = facts_query().where(Entry.lot_id.in_(lot_ids), text(NO_BIDS), Entry.kind.in_(KINDS))
    found = tx.execute(query.order_by(Entry.lot_id, Entry.position).limit(FACTS_MAX * len(lot_ids))).all()
    bids = (tx.execute(_newest_bid(lot_id)).one_or_none() for lot_id in lot_ids)
    return [fact_of(row) for row in (*found, *(bid for bid in bids if bid is not None))]


def facts_of_court(tx: Session, court_id: str) -> list[Fact]:
    """Return the facts of a court that are about no lot: its proposals."""
    query = facts_query().where(Entry.chain == f"court:{court_id}", Entry.kind.in_(KINDS))
    rows = tx.execute(query.order_by(Entry.number.desc()).limit(FACTS_MAX)).all()
    return [fact_of(row) for row in rows]


def time_zones(tx: Session, court_ids: Collection[str]) -> Mapping[str, str]:
    """Return where each of the courts sits."""
    query = select(Court.id, Court.time_zone).where(Court.id.in_(court_ids))
    return {row.id: row.time_zone for row in tx.execute(query)}


def movements(tx: Session, round_ids: Collection[str]) -> list[Movements]:
    """Return for each round and purpose whether all its money left, and when the last of it did."""
    # What is under way, refused or not known has not left.
    pending = func.sum(case((or_(Payout.state == "SENT", is_lost()), 0), else_=1))
    sums = (
        select(Transfer.round_id, Transfer.purpose, pending, func.max(Payout.sent_at))
        .join(Payout, Payout.transfer_id == Transfer.id)
        .where(Transfer.round_id.in_(round_ids))
        .group_by(Transfer.round_id, Transfer.purpose)
    )
    moved = {(row[0], row[1]): (int(row[2]), row[3]) for row in tx.execute(sums)}
    held = set(
        tx.scalars(
            select(Enrolment.round_id)
            .where(Enrolment.round_id.in_(round_ids), Enrolment.deposit_state == "PAID")
            .distinct()
        )
    )
    return [Movements.of(round_id, moved, is_held=round_id in held) for round_id in sorted(round_ids)]


def lots_paid_out(tx: Session, *, limit: int) -> list[str]:
    """Return lots of which the money of a round has left that was still awaited."""
    held = exists().where(Enrolment.round_id == DueLine.round_id, Enrolment.deposit_state == "PAID")
    pending = exists().where(
        Transfer.round_id == DueLine.round_id,
        Payout.transfer_id == Transfer.id,
        func.coalesce(Payout.state, "") != "SENT",
        ~is_lost(),
    )
    awaited = DueLine.name.in_(("deposits_back", "deposit_to_case"))
    query = select(DueLine.lot_id).where(_OPEN, awaited, ~held, ~pending).distinct().limit(limit)
    return list(tx.scalars(query))


def lines_of_lots(tx: Session, lot_ids: Collection[str]) -> list[Deadline]:
    """Return the deadlines of lots as they are kept."""
    return _lines(tx, select(DueLine).where(DueLine.lot_id.in_(lot_ids)))


def lines_of_court(tx: Session, court_id: str) -> list[Deadline]:
    """Return the deadlines of a court that are about no lot, as they are kept."""
    return _lines(tx, select(DueLine).where(DueLine.court_id == court_id, DueLine.lot_id == ""))


def replace_lines(tx: Session, old: Iterable[Deadline], new: Sequence[Deadline]) -> None:
    """Put the lines that were found in the place of those that differ."""
    for line in old:
        same = (DueLine.name == line.name, DueLine.key == line.key, DueLine.begun_at == line.begun_at)
        tx.execute(delete(DueLine).where(*same), execution_options={"synchronize_session": False})
    if new:
        tx.execute(insert(_LINES), [_row(line) for line in new])


def open_lines(
    tx: Session,
    court_id: str,
    *,
    at: datetime,
    name: str = "",
    case_id: str = "",
    late: bool = False,
    page: int = 1,
) -> list[Deadline]:
    """Return the running deadlines of a court, the first due first; a page and one line more."""
    query = select(DueLine).where(DueLine.court_id == court_id, *_running(at))
    if name:
        query = query.where(DueLine.name == name)
    if case_id:
        query = query.where(DueLine.case_id == case_id)
    if late:
        query = query.where(DueLine.late_at <= at)
    start = (page - 1) * PAGE_ROWS_MAX
    query = query.order_by(DueLine.due_at, DueLine.name, DueLine.key).offset(start).limit(PAGE_ROWS_MAX + 1)
    return _lines(tx, query)


def counts(
    tx: Session, court_id: str, *, at: datetime, public_only: bool = False
) -> list[tuple[str, int, int]]:
    """Return for each kind of running deadline of a court how many there are, and how many are overdue."""
    late = func.sum(case((DueLine.late_at <= at, 1), else_=0))
    query = select(DueLine.name, func.count(), late).where(DueLine.court_id == court_id, *_running(at))
    if public_only:
        query = query.where(DueLine.public)
    return [(row[0], int(row[1]), int(row[2])) for row in tx.execute(query.group_by(DueLine.name))]


def overdue_unalarmed(tx: Session, *, at: datetime, limit: int) -> list[Deadline]:
    """Return overdue deadlines of which their court was not told yet."""
    told = exists().where(
        CourtAlert.name == DueLine.name,
        CourtAlert.court_id == DueLine.court_id,
        CourtAlert.lot_id == DueLine.lot_id,
        CourtAlert.round_id == DueLine.round_id,
        CourtAlert.since_at == DueLine.due_at,
    )
    query = select(DueLine).where(_OPEN, DueLine.late_at <= at, DueLine.lapses.is_(False), ~told)
    return _lines(tx, query.order_by(DueLine.late_at).limit(limit))


def watched(tx: Session, *, limit: int) -> list[dict[str, Any]]:
    """Return rounds whose price reached what is watched and of which their court was not told yet."""
    told = exists().where(CourtAlert.name == FAR_ABOVE, CourtAlert.round_id == Board.round_id)
    first = (
        select(func.min(Bid.received_at))
        .where(Bid.round_id == Board.round_id, Bid.verdict == ACCEPTED)
        .where(Bid.amount_minor >= Round.watched_from_minor)
        .scalar_subquery()
        .label("since_at")
    )
    query = (
        select(Round.court_id, Round.case_id, Board.lot_id, Board.round_id, first)
        .join(Board, Board.round_id == Round.id)
        .where(Board.state.in_((State.OPEN, State.SUSPENDED)), ~told)
        .where(Board.leader_amount_minor >= Round.watched_from_minor)
    )
    return [dict(row) for row in tx.execute(query.limit(limit)).mappings()]


def insert_alert(tx: Session, values: Mapping[str, object]) -> bool:
    """Insert an alarm and say so; one that was raised already stays as it is."""
    return insert_once(tx, _ALERTS, values)


def alerts(tx: Session, court_id: str, *, limit: int = PAGE_ROWS_MAX) -> list[CourtAlert]:
    """Return the alarms of a court, those that nobody saw first, then the newest."""
    seen = case((CourtAlert.seen_at.is_(None), 0), else_=1)
    query = select(CourtAlert).where(CourtAlert.court_id == court_id)
    return list(tx.scalars(query.order_by(seen, CourtAlert.raised_at.desc(), CourtAlert.id).limit(limit)))


def unseen_count(tx: Session, court_id: str) -> int:
    """Return how many alarms of a court nobody saw yet."""
    query = select(func.count()).where(CourtAlert.court_id == court_id, CourtAlert.seen_at.is_(None))
    return tx.scalar(query) or 0


def lock_alert(tx: Session, alert_id: str, court_id: str) -> CourtAlert | None:
    """Return an alarm of the court, locked."""
    query = select(CourtAlert).where(CourtAlert.id == alert_id, CourtAlert.court_id == court_id)
    return tx.scalar(query.with_for_update())


def _running(at: datetime) -> tuple[ColumnElement[bool], ...]:
    return (_OPEN, or_(DueLine.lapses.is_(False), DueLine.late_at > at))


def facts_query() -> Select[Any]:
    """Ask for entries with what a fact is made of."""
    columns = ("kind", "at", "body", "court_id", "case_id", "lot_id", "round_id", "position")
    return select(*(getattr(Entry, name) for name in columns))


def _newest_bid(lot_id: str) -> Select[Any]:
    query = facts_query().where(Entry.lot_id == lot_id, Entry.kind == "bid.accepted")
    return query.order_by(Entry.position.desc()).limit(1)


def fact_of(row: Any) -> Fact:
    """Return the entry as a fact."""
    ids = {name: getattr(row, name) or "" for name in ("court_id", "case_id", "lot_id", "round_id")}
    return Fact(row.kind, row.at, orjson.loads(row.body), **ids, number=row.position)


def _lines(tx: Session, query: Select[DueLine]) -> list[Deadline]:
    return [_read(row) for row in tx.scalars(query)]


def _read(row: DueLine) -> Deadline:
    values = {name: getattr(row, name) for name in _COLUMNS}
    return Deadline(**{**values, "actor": Actor(row.actor)})


def _row(line: Deadline) -> dict[str, object]:
    return {name: getattr(line, name) for name in _COLUMNS} | {"actor": line.actor.value}
