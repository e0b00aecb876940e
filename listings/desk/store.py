"""Lists the lots of one court for its desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auction.cases.tables import Case
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board
from listings import tables as rows
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
    closes_at: datetime | None


def counts(tx: Session, court_id: str) -> dict[str, int]:
    """Return how many lots of the court lie in each state."""
    found = select(rows.Lot.state, func.count()).where(rows.Lot.court_id == court_id).group_by(rows.Lot.state)
    return {row.state: row[1] for row in tx.execute(found)}


def lots(tx: Session, court_id: str, wish: DeskWish) -> list[DeskLine]:
    """Return one page of the court's lots, the newest first, and one more if there are more."""
    query = (
        select(rows.Lot, Case.case_number, Board.state, Board.closes_at)
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
