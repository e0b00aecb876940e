"""A letter about money: which there are, when each is due, and until when it still makes sense.

Pure.  A request for a balance plans its letters ahead, a transfer plans the one that tells of it; whether a
planned letter still holds is asked again when it leaves.  What lies long back, because the platform stood
still, is not written of any more.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.enrolment import deposit
from auction.kernel.refusal import Refusal
from auction.ledger.transfer import Purpose
from auction.payments.received import RequestPurpose, Returned
from auction.rounds.lifecycle import State
from auction.settlement import balance

# Letters that one tick sends; each may wait for a mail server, and the next tick takes the next.
LETTERS_MAX = 20
# Requests and transfers read in one tick.
OCCASIONS_MAX = 500
# Somebody who took a letter and died sends it no more: after this long it is taken again.
CLAIM_WINDOW = timedelta(minutes=2)
# A day of tries, one in each claim window.
ATTEMPTS_MAX = 720
# By then every writer of a time has ended, so what is read up to here is read whole, and once.
SETTLED_AFTER = timedelta(minutes=1)
# How often it is noted how far was read, when nothing happened.
NOTE_EVERY = timedelta(minutes=1)
# How far back the first reading of an older platform looks: longer than any balance runs.
FIRST_WINDOW = timedelta(days=60)
# What happened longer ago is known to its reader, or of no use any more.
LATENESS_MAX = timedelta(days=7)
# A payment is being checked: the reminder waits for what comes of it.
WAIT_WINDOW = timedelta(minutes=30)
DAYS_BEFORE = timedelta(days=3)
DAY_BEFORE = timedelta(days=1)


class Kind(enum.StrEnum):
    """What a letter says."""

    ASKED = "ASKED"
    IN_DAYS = "IN_DAYS"
    IN_A_DAY = "IN_A_DAY"
    OVERDUE = "OVERDUE"
    PART_PAID = "PART_PAID"
    SET_OFF = "SET_OFF"
    PAID = "PAID"
    DEPOSIT_BACK = "DEPOSIT_BACK"
    SENT_BACK = "SENT_BACK"


class Progress(enum.StrEnum):
    """How far a letter has come: claimed by whoever sends it, then sent, given up, or needed no more."""

    WAITING = "WAITING"
    CLAIMED = "CLAIMED"
    SENT = "SENT"
    FAILED = "FAILED"
    VOID = "VOID"


class Verdict(enum.StrEnum):
    """What becomes of a letter whose time has come."""

    SEND = "send"
    WAIT = "wait"
    DROP = "drop"


@dataclass(frozen=True)
class Mark:
    """The last row that was read of a source, by its time and id."""

    at: datetime
    id: str = ""


@dataclass(frozen=True)
class Draft:
    """A letter that is planned: about what, when it is due, and until when it makes sense."""

    kind: Kind
    subject_id: str
    due_at: datetime
    until_at: datetime


@dataclass(frozen=True)
class Paying:
    """How the purchase stands that a letter is about: the round, and whether a payment is being checked."""

    state: State
    received: bool


_STILL_TO_PAY = (Kind.ASKED, Kind.IN_DAYS, Kind.IN_A_DAY, Kind.PART_PAID)
_OF_TRANSFERS: Mapping[Purpose, Kind] = {
    Purpose.BALANCE_PAID: Kind.PART_PAID,
    Purpose.UNMATCHED_TAKEN: Kind.PART_PAID,
    Purpose.SET_OFF_ADMITTED: Kind.SET_OFF,
    Purpose.BALANCE_APPLIED: Kind.PAID,
    Purpose.UNMATCHED_RETURNED: Kind.SENT_BACK,
}
# A deposit's way out ends in this transfer: what was owed has left.
_DEPOSIT_SENT = "sent:deposit-out:"
TOLD_PURPOSES = (*_OF_TRANSFERS, Purpose.REFUND_SENT)


def plan_of_request(round_id: str, *, asked_at: datetime, balance_due_at: datetime) -> tuple[Draft, ...]:
    """Plan the letters of a balance: at once, three days and one day before its date, and when it passed.

    A reminder that would leave before the first letter is left out, for that says the same.
    """
    planned = (
        Draft(Kind.ASKED, round_id, asked_at, balance_due_at),
        Draft(Kind.IN_DAYS, round_id, balance_due_at - DAYS_BEFORE, balance_due_at - DAY_BEFORE),
        Draft(Kind.IN_A_DAY, round_id, balance_due_at - DAY_BEFORE, balance_due_at),
        Draft(Kind.OVERDUE, round_id, max(asked_at, balance_due_at), balance_due_at + LATENESS_MAX),
    )
    return tuple(draft for draft in planned if asked_at <= draft.due_at and draft.due_at < draft.until_at)


def plan_of_transfer(
    purpose: Purpose, transfer_id: str, *, posted_at: datetime, by_hand: bool = False
) -> Draft | None:
    """Plan the letter that tells of a transfer; most transfers are told by none.

    That a payment goes back is told at once; when it left for another account, that is told as well.
    """
    until_at = posted_at + LATENESS_MAX
    if purpose is Purpose.REFUND_SENT and transfer_id.startswith(_DEPOSIT_SENT):
        return Draft(Kind.DEPOSIT_BACK, transfer_id, posted_at, until_at)
    kind = Kind.SENT_BACK if by_hand else _OF_TRANSFERS.get(purpose)
    return None if kind is None else Draft(kind, transfer_id, posted_at, until_at)


def read_to(found: Sequence[Mark], until: datetime) -> Mark:
    """Return how far a source is read now: up to then, unless more was there than one reading takes."""
    return found[-1] if len(found) >= OCCASIONS_MAX else Mark(until)


def is_near(marks: Iterable[Mark], until: datetime) -> bool:
    """Say whether the sources were read so lately that it need not be noted again."""
    return all(until - mark.at < NOTE_EVERY for mark in marks)


def why_back(purpose: RequestPurpose, returned: Returned) -> Refusal:
    """Say again why a payment went back, in the words of what it was for."""
    return deposit.told(returned) if purpose is RequestPurpose.DEPOSIT else balance.told(returned)


def judge(kind: Kind, paying: Paying, *, until_at: datetime, at: datetime) -> Verdict:
    """Say whether a letter leaves now, waits a little, or is needed no more."""
    if at >= until_at:
        return Verdict.DROP
    if kind in _STILL_TO_PAY and paying.state is not State.SOLD:
        return Verdict.DROP
    if kind is Kind.OVERDUE and paying.state not in (State.SOLD, State.OVERDUE):
        return Verdict.DROP
    # A payment that came in time and waits to be judged keeps the mark back, and so the letter of it.
    is_unmarked = kind is Kind.OVERDUE and paying.state is State.SOLD
    is_checked = paying.received and kind in (Kind.ASKED, Kind.IN_DAYS, Kind.IN_A_DAY, Kind.OVERDUE)
    return Verdict.WAIT if is_unmarked or is_checked else Verdict.SEND
