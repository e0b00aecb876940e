"""Where a payout stands, what is to be done about it, and what news of it changes.

Pure.  A payout is marked as UNKNOWN before the call outside and stays so until somebody says what
became of it, so a process may die at any point: nothing is repeated blindly, everything is asked.
A gateway forgets our keys after about a day; whoever looks for a payout lists and matches, so a
payout that is looked for before each further attempt never rests on that memory.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from auction.payments.fact import Moved, MovedState
from auction.payments.payout import Payout, PayoutState
from auction.payments.words import Reason


class Step(enum.StrEnum):
    """What is to be done next about a payout that is due."""

    PAY = "pay"
    FIND_THEN_PAY = "find_then_pay"
    FIND = "find"


@dataclass(frozen=True)
class Change:
    """What news changes: the state to take, and what the ledger is told."""

    state: PayoutState
    has_left: bool = False
    came_back: bool = False


_STEPS = {
    # Never called.
    PayoutState.PENDING: Step.PAY,
    PayoutState.UNKNOWN: Step.FIND_THEN_PAY,
    # The gateway has it, and what it has is never paid a second time.
    PayoutState.UNDER_WAY: Step.FIND,
}
_STATES = {
    MovedState.SENT: PayoutState.SENT,
    MovedState.UNDER_WAY: PayoutState.UNDER_WAY,
    MovedState.REFUSED: PayoutState.REFUSED,
    MovedState.NEVER_THERE: PayoutState.PENDING,
}


def next_step(payout: Payout) -> Step:
    """Say what to do about a payout that still has a way to go; over a disputed payment nothing is sent.

    What was tried once is looked for however it waits: a gateway may do late what it was asked, and
    when a dispute ends after weeks it knows our key no more.
    """
    if payout.is_disputed and payout.state is PayoutState.UNKNOWN:
        return Step.FIND
    if payout.state is PayoutState.PENDING and payout.first_attempt_at is not None:
        return Step.FIND_THEN_PAY
    return _STEPS[payout.state]


def not_found(payout: Payout) -> Moved | None:
    """Say what it means that a gateway knows nothing of a payout that was only looked for.

    What it is known to have had is still there; what it may have had it never got.
    """
    never_there = Moved(payout.key, MovedState.NEVER_THERE, payout.amount, reason=Reason.IN_DISPUTE)
    return never_there if payout.state is PayoutState.UNKNOWN else None


def while_tried(state: PayoutState) -> PayoutState:
    """Return the state of a payout from before a call outside until somebody says what became of it."""
    return state if state is PayoutState.UNDER_WAY else PayoutState.UNKNOWN


def is_older(payout: Payout, moved: MovedState, asked_at: datetime | None) -> bool:
    """Say whether a gateway was asked before it was known that it refuses: what it said then is over.

    Two clocks may run for a while, when one stood still and lost its lease.
    """
    refused_at = payout.next_attempt_at if payout.state is PayoutState.REFUSED else None
    if moved is not MovedState.SENT or asked_at is None or refused_at is None:
        return False
    return asked_at < refused_at


def change(state: PayoutState, moved: MovedState) -> Change | None:
    """Say what news of a payout changes; None when it is known already, or older than what is.

    Sent money may still come back: the receiving bank refuses it days later.
    """
    after = _STATES[moved]
    if after is state:
        return None
    if state in (PayoutState.SENT, PayoutState.REFUSED) and after is PayoutState.UNDER_WAY:
        return None
    if after is PayoutState.PENDING and state is not PayoutState.UNKNOWN:
        return None
    return Change(
        after,
        has_left=after is PayoutState.SENT,
        came_back=state is PayoutState.SENT and after is PayoutState.REFUSED,
    )
