"""How far to follow the record: which lots and courts were touched, and from where to read on.

Pure.  Positions are given before a commit, so an entry may appear behind one that was read already; the
newest are therefore read again until every writer of their time must have ended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from auction.due.deadline_rows import KINDS

# PostgreSQL ends a writer that falls silent after fifteen seconds.
SETTLED_AFTER = timedelta(seconds=20)
# Lots looked at in one tick: their facts are read in a few hundredths of a second.
LOTS_MAX = 200
# Entries read in one tick, most of them bids on an evening.
ENTRIES_MAX = 5_000
# When that many came at once, the last of them are read again.
READ_AGAIN = 1_000
_TOUCHING = KINDS | {"bid.accepted"}


class Line(Protocol):
    """What is asked of an entry."""

    position: int
    at: datetime
    kind: str
    lot_id: str | None
    court_id: str | None


@dataclass(frozen=True)
class Reading:
    """What was touched, and the position up to which nothing is read again."""

    lot_ids: frozenset[str]
    court_ids: frozenset[str]
    position: int


def read(entries: Iterable[Line], *, after: int, at: datetime) -> Reading:
    """Return what the entries touched; at most so many lots, the rest comes with the next tick."""
    lots, courts, position, last, count = set[str](), set[str](), after, after, 0
    for entry in entries:
        if len(lots) >= LOTS_MAX and entry.lot_id not in lots:
            break
        if entry.kind in _TOUCHING:
            (lots if entry.lot_id else courts).add(entry.lot_id or entry.court_id or "")
        if entry.at <= at - SETTLED_AFTER:
            position = entry.position
        last, count = entry.position, count + 1
    if count >= ENTRIES_MAX:
        position = max(position, last - READ_AGAIN)
    return Reading(frozenset(lots - {""}), frozenset(courts - {""}), position)
