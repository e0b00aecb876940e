"""Reads which rounds run now, of all courts, for whoever keeps the platform going."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auction.cases.tables import Court
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board, Round
from auction.rules.grounds import Ground
from listings.tables import Listing

# What one page shows and one act stops; whoever must stop more acts again.
RUNNING_MAX = 200


@dataclass(frozen=True)
class Running:
    """A round that is open, with its lot and court."""

    round_id: str
    lot_id: str
    title: str
    court_name: str
    closes_at: datetime


def running(tx: Session) -> list[Running]:
    """Return the open rounds of all courts, those that end first."""
    found = (
        select(Board.round_id, Listing.lot_id, Listing.title, Court.name, Board.closes_at)
        .join(Listing, Listing.round_id == Board.round_id)
        .join(Court, Court.id == Listing.court_id)
        .where(Board.state == State.OPEN.value)
        .order_by(Board.closes_at, Board.round_id)
        .limit(RUNNING_MAX)
    )
    return [Running(*row) for row in tx.execute(found)]


def debt_paid_at(tx: Session, case_id: str) -> datetime | None:
    """Return when a round of the case was last taken back because its whole debt is paid (R-57)."""
    found = (
        select(func.max(Board.sequenced_at))
        .join(Round, Round.id == Board.round_id)
        .where(Round.case_id == case_id, Board.state == State.WITHDRAWN.value)
        .where(Board.state_ground == Ground.DEBT_PAID.value)
    )
    return tx.scalar(found)
