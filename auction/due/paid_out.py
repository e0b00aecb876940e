"""Says as a fact when the money of a round has left: the record knows what was ordered, the bank what went.

Pure: the sums of payouts go in.  What was never paid in is owed to nobody, so such a duty is done at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from auction.due.deadline import Fact

BACK, TO_CASE = "DEPOSIT_RETURNED", "DEPOSIT_APPLIED"
ENDS = frozenset({"lot.closed", "lot.withdrawn"})
# After every entry of the same instant.
LAST = 2**62


@dataclass(frozen=True)
class Movements:
    """Of one round: whether deposits still lie here, and for each purpose when the last payout left."""

    round_id: str
    is_held: bool
    left_at: Mapping[str, datetime | None] = field(default_factory=dict)
    waiting: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, round_id: str, moved: Mapping[tuple[str, str], tuple[int, datetime | None]], *, is_held: bool
    ) -> Self:
        """Collect what moved for one round: how many payouts wait, and when the last was sent."""
        own = {purpose: each for (of_round, purpose), each in moved.items() if of_round == round_id}
        waiting = frozenset(purpose for purpose, (count, _) in own.items() if count)
        return cls(round_id, is_held, {purpose: sent for purpose, (_, sent) in own.items()}, waiting)


def facts_of(ends: Iterable[Fact], movements: Iterable[Movements]) -> list[Fact]:
    """Return a fact for each ended round and purpose of which everything has left."""
    of_round = {each.round_id: each for each in movements}
    found = []
    for end in ends:
        moved = of_round.get(end.round_id)
        if moved is None or moved.is_held or end.kind not in ENDS:
            continue
        found += [_fact(end, purpose, moved) for purpose in (BACK, TO_CASE) if purpose not in moved.waiting]
    return found


def _fact(end: Fact, purpose: str, moved: Movements) -> Fact:
    at = max(moved.left_at.get(purpose) or end.at, end.at)
    ids = {"court_id": end.court_id, "case_id": end.case_id, "lot_id": end.lot_id}
    return Fact("payouts.sent", at, {"purpose": purpose}, **ids, round_id=end.round_id, number=LAST)
