"""What of a court's money waits for somebody: counts by what is to be done, the most urgent first.

Pure.  What is late is a breach already (R-61); what a gateway refused stays until a person acts; what is
only under way is told and needs nobody, but a payment file is handed to the bank by a person.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auction.payments.payout import PayoutState


class Task(enum.StrEnum):
    """What is to be done or watched, in the order in which it is told."""

    LATE = "late"
    REFUSED = "refused"
    TO_PLACE = "to_place"
    DIFFERENCES = "differences"
    WITHOUT_WAY = "without_way"
    TO_HAND_IN = "to_hand_in"
    UNKNOWN = "unknown"
    TO_ORDER = "to_order"
    UNDER_WAY = "under_way"
    QUEUED = "queued"


# What goes on by itself.
WATCHED = frozenset({Task.UNKNOWN, Task.TO_ORDER, Task.UNDER_WAY, Task.QUEUED})
_BY_STATE = {
    PayoutState.REFUSED: Task.REFUSED,
    PayoutState.UNKNOWN: Task.UNKNOWN,
    PayoutState.UNDER_WAY: Task.UNDER_WAY,
}


@dataclass(frozen=True)
class PayoutCount:
    """So many payouts that have not left: in which state, whether late or kept, and who has them."""

    state: PayoutState
    is_late: bool
    is_kept: bool
    is_by_bank: bool
    count: int


@dataclass(frozen=True)
class Waiting:
    """One task with its count."""

    task: Task
    count: int

    @property
    def needs_somebody(self) -> bool:
        """Say whether a person has to act."""
        return self.task not in WATCHED


def waiting_of(
    payouts: Iterable[PayoutCount], *, to_place: int, differences: int, to_order: int, to_hand_in: int
) -> Sequence[Waiting]:
    """Count what waits; each payout once in its state, and once more when it is late.

    What is under way at a bank is counted by its orders: for the next file, or in one.
    """
    counts = {Task.TO_PLACE: to_place, Task.DIFFERENCES: differences}
    counts |= {Task.TO_ORDER: to_order, Task.TO_HAND_IN: to_hand_in}
    for each in payouts:
        assert each.state is not PayoutState.SENT, "what left waits for nobody"
        for task in _tasks_of(each):
            counts[task] = counts.get(task, 0) + each.count
    return [Waiting(task, counts[task]) for task in Task if counts.get(task)]


def _tasks_of(payouts: PayoutCount) -> list[Task]:
    late = [Task.LATE] if payouts.is_late else []
    if payouts.is_by_bank and payouts.state is PayoutState.UNDER_WAY:
        return late
    queued = Task.WITHOUT_WAY if payouts.is_kept else Task.QUEUED
    return [_BY_STATE.get(payouts.state, queued), *late]
