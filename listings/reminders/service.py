"""Takes in wishes for letters, and claims those that are due for whoever sends them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from auction.people import store as people
from auction.rounds import store as rounds
from listings.reminders import reminder, store
from listings.reminders.reminder import ATTEMPTS_MAX, Kind, Progress, Reason, Reminder, is_due, judge_count


@dataclass(frozen=True)
class Letter:
    """A letter that must leave now, to whom, and since when it is claimed."""

    reminder: Reminder
    email: str
    claimed_at: datetime

    @property
    def name(self) -> str:
        """Return what a mailbox knows the letter by: the same at each try, another for another end."""
        return f"reminder-{self.reminder.id}-{self.reminder.view.board.closes_at:%Y%m%d%H}"


def choose(
    tx: Session,
    *,
    account_id: str,
    round_id: str,
    kinds: Collection[str],
    language: str,
    at: datetime,
) -> Refusal | None:
    """Let exactly these letters of a round be wished for; what left already stays as it is."""
    account, board = store.lock_account(tx, account_id), rounds.read_board(tx, round_id)
    assert board is not None, "a round that is listed has a board"
    before = store.kinds_of(tx, account_id=account_id, round_id=round_id)
    added, dropped = set(kinds) - before, before - set(kinds)
    if added and account.confirmed_at is None:
        return Refusal(Reason.ADDRESS_UNCONFIRMED, "")
    others = store.count_ahead(tx, account_id=account_id, but=round_id)
    refusal = reminder.judge(board, added, at) if added else None
    refusal = refusal or judge_count(others + len(kinds))
    if refusal is None:
        store.drop(tx, dropped, account_id=account_id, round_id=round_id)
        store.add(tx, added, account_id=account_id, round_id=round_id, language=language, at=at)
    return refusal


def claim(tx: Session, *, reminder_id: str, at: datetime) -> Letter | None:
    """Take a letter that is due, so that nobody else sends it; none when it is not due any more.

    At least once: a claim that died lapses, and the letter is sent again under the same message id,
    because a letter that comes twice does no harm and one that never comes may cost a home.
    """
    found = store.lock(tx, reminder_id, at)
    if found is None or not is_due(found.kind, found.view.board, at):
        return None
    account = people.account(tx, found.account_id)
    tried_out = found.progress is not Progress.SENT and found.attempt_count >= ATTEMPTS_MAX
    if tried_out or account is None or not account.active:
        store.give_up(tx, reminder_id)
        return None
    store.claim(tx, found, at)
    return Letter(found, account.email, at)


def kinds_of(tx: Session, *, account_id: str, round_id: str) -> frozenset[Kind]:
    """Return which letters of a round somebody wishes for; a visitor has none."""
    return store.kinds_of(tx, account_id=account_id, round_id=round_id) if account_id else frozenset()
