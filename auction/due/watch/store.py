"""Reads which rounds to look at, the entries of their course, and how their rows stand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, and_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from auction.audit.entry import format_time
from auction.audit.tables import Entry
from auction.due.deadline import Fact
from auction.due.store import fact_of, facts_query
from auction.due.tables import CourtAlert, DueLine
from auction.due.watch.manipulation import COURSE, TERMS, Stands
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board, Round

# The hammer falls two seconds after the end; so long a round that ended is looked at.
ENDED_SINCE = timedelta(seconds=10)
# Nobody moves a far opening unseen: when its published time comes and it does not open, that is overdue.
OPENS_WITHIN = timedelta(hours=1)
# The longest evening known had some two thousand bids.
COURSE_MAX = 100_000


def to_look_at(tx: Session, *, at: datetime, limit: int) -> list[str]:
    """Return rounds whose board says another time than the record, and those that just ended."""

    def moved(name: str, state: State, moment: InstrumentedAttribute[datetime]) -> Select[str]:
        line = and_(DueLine.key == Board.round_id, DueLine.name == name, DueLine.due_at != moment)
        running = and_(DueLine.done_at.is_(None), DueLine.void_at.is_(None))
        return select(Board.round_id).join(DueLine, line).where(running, Board.state == state.value)

    closing = moved("closing", State.OPEN, Board.closes_at)
    opening = moved("opening", State.SCHEDULED, Board.opens_at).where(Board.opens_at <= at + OPENS_WITHIN)
    ended = select(Board.round_id).where(
        Board.state.in_((State.SOLD.value, State.UNSOLD.value)), Board.closes_at > at - ENDED_SINCE
    )
    return list(tx.scalars(closing.union(opening, ended).limit(limit)))


def raised(tx: Session, ids: Collection[str]) -> set[str]:
    """Return which of these alarms were raised already."""
    return set(tx.scalars(select(CourtAlert.id).where(CourtAlert.id.in_(ids)))) if ids else set()


def course_of(tx: Session, round_id: str) -> list[Fact]:
    """Return the entries by which the end of a round moved, and those by which its terms were published."""
    lot_id = select(Round.lot_id).where(Round.id == round_id).scalar_subquery()
    query = facts_query().where(Entry.lot_id == lot_id, Entry.round_id == round_id, Entry.kind.in_(COURSE))
    return [fact_of(row) for row in tx.execute(query.order_by(Entry.position).limit(COURSE_MAX))]


def stands(tx: Session, round_id: str) -> tuple[Round, Stands]:
    """Return how the rows of a round stand."""
    found, board = tx.execute(
        select(Round, Board).join(Board, Board.round_id == Round.id).where(Round.id == round_id)
    ).one()
    terms = {name: getattr(found, name) for name in TERMS} | {"opens_at": board.opens_at}
    told = {
        name: format_time(value) if isinstance(value, datetime) else str(value)
        for name, value in terms.items()
    }
    return found, Stands(told, board.closes_at if board.state == State.OPEN.value else None)
