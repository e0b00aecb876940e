"""Reads and writes wishes for letters; the boards say which of them are due."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, CursorResult, and_, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.kernel.ids import new_id
from auction.kernel.tables import table_of
from auction.people.tables import Account
from auction.rounds import store as rounds
from auction.rounds.lifecycle import State
from auction.rounds.standing import RoundView
from auction.rounds.tables import Board
from listings.reminders.reminder import (
    BEFORE,
    CLAIM_WINDOW,
    LETTERS_MAX,
    REMINDERS_MAX,
    RUNNING,
    Kind,
    Progress,
    Reminder,
    told_before,
)
from listings.reminders.tables import Reminder as Row

_UNSENT = (Progress.WAITING, Progress.CLAIMED)
_AHEAD = (*RUNNING, State.SUSPENDED)


def lock_account(tx: Session, account_id: str) -> Account:
    """Lock the account that asks, so that its letters are counted one hand at a time."""
    return tx.scalars(select(Account).where(Account.id == account_id).with_for_update()).one()


def count_ahead(tx: Session, *, account_id: str, but: str) -> int:
    """Return how many letters of an account may still leave, of all rounds but one."""
    found = (
        select(func.count())
        .select_from(Row)
        .join(Board, Board.round_id == Row.round_id)
        .where(
            Row.account_id == account_id, Row.round_id != but, Row.state.in_(_UNSENT), Board.state.in_(_AHEAD)
        )
    )
    return tx.scalar(found) or 0


def kinds_of(tx: Session, *, account_id: str, round_id: str) -> frozenset[Kind]:
    """Return which letters of a round an account has asked for."""
    found = select(Row.kind).where(Row.account_id == account_id, Row.round_id == round_id)
    return frozenset(Kind(kind) for kind in tx.scalars(found))


def add(
    tx: Session, kinds: Collection[str], *, account_id: str, round_id: str, language: str, at: datetime
) -> None:
    """Write down the wishes; one that stands already is left as it is."""
    insert = sqlite.insert if tx.get_bind().dialect.name == "sqlite" else postgresql.insert
    for kind in sorted(kinds):
        values = {
            "id": new_id(),
            "account_id": account_id,
            "round_id": round_id,
            "kind": kind,
            "language": language,
            "state": Progress.WAITING,
            "asked_at": at,
            "attempt_count": 0,
        }
        tx.execute(insert(table_of(Row)).values(values).on_conflict_do_nothing())


def drop(tx: Session, kinds: Collection[str], *, account_id: str, round_id: str) -> None:
    """Take back wishes of an account whose letters have not left."""
    tx.execute(
        delete(Row).where(
            Row.account_id == account_id,
            Row.round_id == round_id,
            Row.kind.in_(kinds),
            Row.state == Progress.WAITING,
        ),
        execution_options={"synchronize_session": False},
    )


def drop_one(tx: Session, *, account_id: str, reminder_id: str) -> bool:
    """Take one reminder off the list of an account; say whether it was there."""
    found = tx.execute(
        delete(Row).where(Row.id == reminder_id, Row.account_id == account_id, Row.state != Progress.CLAIMED),
        execution_options={"synchronize_session": False},
    )
    assert isinstance(found, CursorResult), "a deletion counts its rows"
    return found.rowcount == 1


def reminders_of(tx: Session, account_id: str) -> list[Reminder]:
    """Return the newest reminders of an account, each with its round."""
    newest = (
        select(Row, Board.lot_id)
        .join(Board, Board.round_id == Row.round_id)
        .where(Row.account_id == account_id)
        .order_by(Row.asked_at.desc(), Row.id)
        .limit(REMINDERS_MAX)
    )
    found = tx.execute(newest).all()
    of_lots = rounds.rounds_of_lots(tx, {lot_id for _, lot_id in found})
    views = {view.round_id: view for of_lot in of_lots.values() for view in of_lot}
    return [_reminder(row, views[row.round_id]) for row, _ in found]


def due_ids(tx: Session, at: datetime) -> list[str]:
    """Return letters that may have to leave, the most pressing first, without a lock.

    The boards that end soon are few, so each kind looks from them to its wishes.
    """
    found: list[str] = []
    for kind in reversed(Kind):
        found += tx.scalars(
            select(Row.id)
            .join(Board, Board.round_id == Row.round_id)
            .where(Row.kind == kind, *_near(kind, at), _is_free(at))
            .order_by(Board.closes_at, Row.id)
            .limit(LETTERS_MAX)
        )
    return found[:LETTERS_MAX]


def lock(tx: Session, reminder_id: str, at: datetime) -> Reminder | None:
    """Lock a reminder that nobody else is sending; none when it has gone."""
    row = tx.scalars(select(Row).where(Row.id == reminder_id, _is_free(at)).with_for_update()).one_or_none()
    view = rounds.read_round(tx, row.round_id) if row else None
    return _reminder(row, view) if row and view else None


def claim(tx: Session, reminder: Reminder, at: datetime) -> None:
    """Write down that the letter is being sent, and since when; one for a new end is tried anew."""
    tries = 0 if reminder.progress is Progress.SENT else reminder.attempt_count
    _set(
        tx, reminder.id, state=Progress.CLAIMED, claimed_at=at, sent_at=None, attempt_count=tries + 1
    )  # fmt: skip


def give_up(tx: Session, reminder_id: str) -> None:
    """Write down that the letter cannot be sent."""
    _set(tx, reminder_id, state=Progress.FAILED, sent_at=None)


def mark_sent(tx: Session, reminder_id: str, *, claimed_at: datetime, at: datetime) -> None:
    """Write down that the letter left, unless its claim has passed to somebody else."""
    tx.execute(
        update(Row)
        .where(Row.id == reminder_id, Row.state == Progress.CLAIMED, Row.claimed_at == claimed_at)
        .values(state=Progress.SENT, sent_at=at),
        execution_options={"synchronize_session": False},
    )


def _near(kind: Kind, at: datetime) -> tuple[ColumnElement[bool], ...]:
    if kind is Kind.OPENS_DAY:
        return Board.state == State.SCHEDULED, Board.opens_at <= at + BEFORE[kind], Board.opens_at > at
    return Board.state.in_(RUNNING), Board.closes_at <= at + BEFORE[kind], Board.closes_at > at


def _is_free(at: datetime) -> ColumnElement[bool]:
    lapsed = and_(Row.state == Progress.CLAIMED, Row.claimed_at <= at - CLAIM_WINDOW)
    moved = [
        and_(Row.kind == kind, Row.state == Progress.SENT, Row.sent_at <= told_before(kind, at))
        for kind in Kind
    ]
    return or_(Row.state == Progress.WAITING, lapsed, *moved)


def _set(tx: Session, reminder_id: str, **values: object) -> None:
    tx.execute(
        update(Row).where(Row.id == reminder_id).values(**values),
        execution_options={"synchronize_session": False},
    )


def _reminder(row: Row, view: RoundView) -> Reminder:
    return Reminder(
        id=row.id,
        account_id=row.account_id,
        kind=Kind(row.kind),
        language=row.language,
        progress=Progress(row.state),
        attempt_count=row.attempt_count,
        sent_at=row.sent_at,
        view=view,
    )
