"""Lists the lots of one court for its desk, and keeps the sittings at its drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from auction.cases.tables import Case
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board, Round
from auction.rounds.terms import RoundKind
from listings import tables as rows
from listings.desk.sitting import SITTINGS_MAX, Sitting
from listings.desk.tables import DraftSitting
from listings.desk.wish import DeskWish
from listings.listing import STATES, Status, status_of
from listings.lot import Lot
from listings.search import ESCAPE, patterns
from listings.store import lot_of


@dataclass(frozen=True)
class DeskLine:
    """A lot as the desk lists it, with its case and where its round stands."""

    lot: Lot
    case_number: str
    status: Status | None
    opens_at: datetime | None
    closes_at: datetime | None


@dataclass(frozen=True)
class FailedLot:
    """A lot whose first round found no buyer and that waits for its second."""

    lot_id: str
    title: str
    case_number: str
    asset_class: str
    rule_set: str
    failed_at: datetime


def counts(tx: Session, court_id: str) -> dict[str, int]:
    """Return how many lots of the court lie in each state."""
    found = select(rows.Lot.state, func.count()).where(rows.Lot.court_id == court_id).group_by(rows.Lot.state)
    return {row.state: row[1] for row in tx.execute(found)}


def lots(tx: Session, court_id: str, wish: DeskWish) -> list[DeskLine]:
    """Return one page of the court's lots, the newest first, and one more if there are more."""
    query = (
        select(rows.Lot, Case.case_number, Board.state, Board.opens_at, Board.closes_at)
        .join(Case, Case.id == rows.Lot.case_id)
        .outerjoin(rows.Listing, rows.Listing.lot_id == rows.Lot.id)
        .outerjoin(Board, Board.round_id == rows.Listing.round_id)
        .where(rows.Lot.court_id == court_id)
        .order_by(rows.Lot.created_at.desc(), rows.Lot.id)
        .limit(PAGE_ROWS_MAX + 1)
        .offset((wish.page - 1) * PAGE_ROWS_MAX)
    )
    query = query.where(rows.Lot.state == wish.state) if wish.state else query
    query = query.where(Board.state.in_(STATES[Status(wish.status)])) if wish.status else query
    query = query.where(rows.Lot.returned_because != "") if wish.returned else query
    query = query.where(rows.Lot.case_id == wish.case_id) if wish.case_id else query
    query = query.where(rows.Lot.violations != "[]") if wish.with_violations else query
    for pattern in patterns(wish.words):
        searched = rows.Lot.search_text + " " + func.lower(Case.case_number)
        query = query.where(searched.like(pattern, escape=ESCAPE))
    return [
        DeskLine(
            lot_of(row.Lot),
            row.case_number,
            status_of(State(row.state)) if row.state else None,
            row.opens_at,
            row.closes_at,
        )
        for row in tx.execute(query)
    ]


def board_counts(tx: Session, court_id: str) -> dict[Status, int]:
    """Return how many published lots of the court stand where."""
    found = (
        select(Board.state, func.count())
        .join(rows.Listing, rows.Listing.round_id == Board.round_id)
        .where(rows.Listing.court_id == court_id)
        .group_by(Board.state)
    )
    totals: dict[Status, int] = {}
    for state, count in tx.execute(found):
        status = status_of(State(state))
        totals[status] = totals.get(status, 0) + count
    return totals


def failed_lots(tx: Session, court_id: str) -> list[FailedLot]:
    """Return the lots of the court that wait for a second round, the longest waiting first."""
    found = (
        select(rows.Lot, rows.Listing.asset_class, Case.case_number, Board.closed_at)
        .join(rows.Listing, rows.Listing.lot_id == rows.Lot.id)
        .join(Board, Board.round_id == rows.Listing.round_id)
        .join(Round, Round.id == Board.round_id)
        .join(Case, Case.id == rows.Lot.case_id)
        .where(
            rows.Lot.court_id == court_id,
            Board.state == State.UNSOLD.value,
            Round.kind == RoundKind.FIRST.value,
        )
        .order_by(Board.closed_at, rows.Lot.id)
        .limit(PAGE_ROWS_MAX)
    )
    return [
        FailedLot(
            row.Lot.id, row.Lot.title, row.case_number, row.asset_class, row.Lot.rule_set, row.closed_at
        )
        for row in tx.execute(found)
    ]


def sittings_of(tx: Session, lot_id: str) -> list[Sitting]:
    """Return the sittings at a draft, the newest first."""
    found = select(DraftSitting).where(DraftSitting.lot_id == lot_id).order_by(DraftSitting.number.desc())
    return [_sitting(row) for row in tx.scalars(found.limit(SITTINGS_MAX))]


def sitting(tx: Session, lot_id: str, number: int) -> Sitting | None:
    """Return one sitting; None when it is no longer kept."""
    row = tx.get(DraftSitting, (lot_id, number))
    return _sitting(row) if row else None


def last_sitting(tx: Session, lot_id: str) -> Sitting | None:
    """Return the newest sitting at a draft."""
    return next(iter(sittings_of(tx, lot_id)), None)


def prolong_sitting(tx: Session, lot_id: str, number: int, *, at: datetime) -> None:
    """Note that somebody still writes."""
    tx.execute(
        update(DraftSitting)
        .where(DraftSitting.lot_id == lot_id, DraftSitting.number == number)
        .values(saved_at=at),
        execution_options={"synchronize_session": False},
    )


def begin_sitting(tx: Session, lot_id: str, *, before: str, actor: str, at: datetime) -> None:
    """Note that somebody begins to write, and forget the oldest sitting beyond the bound."""
    newest = tx.scalar(select(func.max(DraftSitting.number)).where(DraftSitting.lot_id == lot_id)) or 0
    row = {"lot_id": lot_id, "number": newest + 1, "saved_by": actor, "begun_at": at, "saved_at": at}
    tx.execute(insert(DraftSitting), row | {"before": before})
    tx.execute(
        delete(DraftSitting).where(
            DraftSitting.lot_id == lot_id, DraftSitting.number <= newest + 1 - SITTINGS_MAX
        ),
        execution_options={"synchronize_session": False},
    )


def _sitting(row: DraftSitting) -> Sitting:
    return Sitting(row.number, row.saved_by, row.begun_at, row.saved_at, row.before)
