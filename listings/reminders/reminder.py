"""A reminder: which letters somebody may ask for, and when each is due.

When a letter is due is never written down: the board says it, so an extension, a stay and a
resumption move the letter with them, and a round that is withdrawn sends none.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.standing import Board, RoundView

# Letters of one person that wait at a time: more is a list of sales, which the site has already.
REMINDERS_MAX = 100
# Letters that one tick sends; each may wait for a mail server, and the next tick takes the next.
LETTERS_MAX = 20
# Somebody who took a letter and died sends it no more: after this long it is taken again.
CLAIM_WINDOW = timedelta(minutes=2)
# An end that has moved by less than this is an evening's extensions; by more, a stay: the letter
# that left spoke of another end, and another one leaves.
MOVED_LEAST = timedelta(hours=1)
# A day of tries, one in each claim window: a mail server that is away longer has outlived any letter.
ATTEMPTS_MAX = 720


class Kind(enum.StrEnum):
    """Before which moment of a round, and how long before."""

    OPENS_DAY = "OPENS_DAY"
    CLOSES_DAY = "CLOSES_DAY"
    CLOSES_HOUR = "CLOSES_HOUR"
    CLOSES_QUARTER = "CLOSES_QUARTER"


class Progress(enum.StrEnum):
    """How far a letter has come: claimed by whoever sends it, then sent, or given up."""

    WAITING = "WAITING"
    CLAIMED = "CLAIMED"
    SENT = "SENT"
    FAILED = "FAILED"


class Standing(enum.StrEnum):
    """What becomes of a letter, in the words of who asked for it."""

    WAITS = "waits"
    STOPPED = "stopped"
    SENT = "sent"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    OVER = "over"


class Reason(enum.StrEnum):
    """Why a letter cannot be asked for."""

    KIND_UNKNOWN = "reminder_kind_unknown"
    TOO_LATE = "reminder_too_late"
    ROUND_OVER = "reminder_round_over"
    ADDRESS_UNCONFIRMED = "reminder_address_unconfirmed"
    TOO_MANY = "reminders_too_many"


BEFORE: Mapping[Kind, timedelta] = {
    Kind.OPENS_DAY: timedelta(days=1),
    Kind.CLOSES_DAY: timedelta(days=1),
    Kind.CLOSES_HOUR: timedelta(hours=1),
    Kind.CLOSES_QUARTER: timedelta(minutes=15),
}
# States in which the end of a round lies ahead.
RUNNING = (State.SCHEDULED, State.OPEN)


@dataclass(frozen=True)
class Reminder:
    """One wish for a letter, as far as it has come."""

    id: str
    account_id: str
    kind: Kind
    language: str
    progress: Progress
    attempt_count: int
    sent_at: datetime | None
    view: RoundView


def due_at(kind: Kind, board: Board) -> datetime | None:
    """Return when the letter is due as things stand; nothing while the round stands still or is over."""
    if kind is Kind.OPENS_DAY:
        return board.opens_at - BEFORE[kind] if board.state is State.SCHEDULED else None
    return board.closes_at - BEFORE[kind] if board.state in RUNNING else None


def is_due(kind: Kind, board: Board, at: datetime) -> bool:
    """Say whether the letter leaves now: not before its time, and not after what it speaks of."""
    due = due_at(kind, board)
    return due is not None and due <= at < due + BEFORE[kind]


def told_before(kind: Kind, at: datetime) -> datetime:
    """Return until when a letter must have left to have spoken of an end that has moved since.

    A letter leaves within its span before the end; what left longer ago than that span spoke of
    an earlier end.
    """
    return at - BEFORE[kind] - MOVED_LEAST


def has_told(reminder: Reminder, at: datetime) -> bool:
    """Say whether the letter that left still holds: the end it spoke of came, or still stands."""
    if reminder.progress is not Progress.SENT or reminder.sent_at is None:
        return False
    is_ahead = reminder.view.board.state in (*RUNNING, State.SUSPENDED)
    return not (is_ahead and reminder.sent_at <= told_before(reminder.kind, at))


def offered(board: Board, at: datetime) -> tuple[Kind, ...]:
    """Return which letters can still be asked for; in a stay those before an end that will be set anew."""
    if board.state is State.SUSPENDED:
        return tuple(kind for kind in Kind if kind is not Kind.OPENS_DAY)
    return tuple(kind for kind in Kind if (due := due_at(kind, board)) is not None and at < due)


def judge(board: Board, kinds: Collection[str], at: datetime) -> Refusal | None:
    """Say why these letters cannot be asked for; None when they can."""
    if board.state not in (*RUNNING, State.SUSPENDED):
        return Refusal(Reason.ROUND_OVER, "")
    unknown = [kind for kind in kinds if kind not in {known.value for known in Kind}]
    if unknown:
        return Refusal(Reason.KIND_UNKNOWN, "")
    late = [Kind(kind) for kind in sorted(kinds) if Kind(kind) not in offered(board, at)]
    if not late:
        return None
    due = due_at(late[0], board) or board.opens_at - BEFORE[late[0]]
    return Refusal(Reason.TOO_LATE, "", {"due_at": due})


def judge_count(count: int) -> Refusal | None:
    """Say whether that would be too many letters for one person."""
    if count > REMINDERS_MAX:
        return Refusal(Reason.TOO_MANY, "", {"count": count, "count_max": REMINDERS_MAX})
    return None


def standing_of(reminder: Reminder, at: datetime) -> Standing:
    """Say what becomes of a letter."""
    board = reminder.view.board
    if has_told(reminder, at):
        return Standing.SENT
    if reminder.progress is Progress.FAILED:
        return Standing.FAILED
    if board.state is State.WITHDRAWN:
        return Standing.WITHDRAWN
    if board.state is State.SUSPENDED and reminder.kind is not Kind.OPENS_DAY:
        return Standing.STOPPED
    due = due_at(reminder.kind, board)
    return Standing.WAITS if due is not None and at < due + BEFORE[reminder.kind] else Standing.OVER
