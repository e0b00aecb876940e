"""Which state of a round may follow which."""

from __future__ import annotations

import enum

from auction.kernel.refusal import Refusal


class State(enum.StrEnum):
    """Where a round is on its way."""

    SCHEDULED = "SCHEDULED"
    OPEN = "OPEN"
    SUSPENDED = "SUSPENDED"
    WITHDRAWN = "WITHDRAWN"
    UNSOLD = "UNSOLD"
    SOLD = "SOLD"
    OVERDUE = "OVERDUE"
    PAID = "PAID"
    SETTLED = "SETTLED"


class Reason(enum.StrEnum):
    """Why a round does not move."""

    MOVE_NOT_PERMITTED = "move_not_permitted"


# Before the start a round is withdrawn, after it it is stopped; a stopped round
# goes on, or is withdrawn when nobody wants the sale any more.
MOVES: dict[State, frozenset[State]] = {
    State.SCHEDULED: frozenset({State.OPEN, State.WITHDRAWN}),
    State.OPEN: frozenset({State.SUSPENDED, State.SOLD, State.UNSOLD}),
    State.SUSPENDED: frozenset({State.OPEN, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
    State.UNSOLD: frozenset(),
    State.SOLD: frozenset({State.PAID, State.OVERDUE}),
    State.OVERDUE: frozenset({State.PAID}),
    State.PAID: frozenset({State.SETTLED}),
    State.SETTLED: frozenset(),
}
_RULES = {State.SUSPENDED: "R-53", State.WITHDRAWN: "R-56", State.OPEN: "R-55"}


def move(state: State, to: State) -> Refusal | None:
    """Return why a round in this state may not enter the other; nothing means it may."""
    if to in MOVES[state]:
        return None
    numbers = {"state": state.value, "to": to.value}
    return Refusal(Reason.MOVE_NOT_PERMITTED, _RULES.get(to, "R-49"), numbers)
