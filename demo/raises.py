"""Plans how a round was bid for: quiet days, a busy last hour, and bids that move the end (R-43)."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MINUTE = timedelta(minutes=1)
# Mostly one increment, now and then a leap.
STEPS = (1, 1, 1, 1, 2, 2, 3, 5)


@dataclass(frozen=True)
class Raise:
    """One bid to come: when, by the how-manieth bidder, and how many increments above the start."""

    at: datetime
    bidder: int
    steps: int


def plan_running(opens_at: datetime, until: datetime, *, bidders: Sequence[int], chance: random.Random
                 ) -> list[Raise]:  # fmt: skip
    """Plan the bids of a round that is still open."""
    times = _spread(opens_at + 10 * MINUTE, until, count=chance.randint(7, 12), chance=chance)
    return _told(times, bidders=bidders, chance=chance)


def plan_ended(opens_at: datetime, closes_at: datetime, *, bidders: Sequence[int], chance: random.Random
               ) -> list[Raise]:  # fmt: skip
    """Plan the bids of a round that ended late, because they kept coming in its last minutes."""
    busy_from, hot_from = closes_at - 90 * MINUTE, closes_at - 6 * MINUTE
    times = _spread(opens_at + 10 * MINUTE, busy_from, count=chance.randint(5, 8), chance=chance)
    times += _spread(busy_from, hot_from, count=chance.randint(7, 10), chance=chance)
    last = closes_at - timedelta(seconds=chance.randint(50, 230))
    for _ in range(chance.randint(5, 9)):
        times.append(last)
        # Every answer comes within the window that the bid before it has opened.
        last += timedelta(seconds=chance.randint(18, 270))
    return _told(times, bidders=bidders, chance=chance)


def _spread(start: datetime, end: datetime, *, count: int, chance: random.Random) -> list[datetime]:
    span = (end - start) / count
    return [start + span * (place + chance.uniform(0.05, 0.9)) for place in range(count)]


def _told(times: Sequence[datetime], *, bidders: Sequence[int], chance: random.Random) -> list[Raise]:
    """Give the times to bidders: the last bidder of the list has the last word, nobody raises themself."""
    order = [bidders[-1]]
    while len(order) < len(times):
        order.append(chance.choice([bidder for bidder in bidders if bidder != order[-1]]))
    raises, steps = [], 0
    for at, bidder in zip(times, reversed(order), strict=True):
        raises.append(Raise(at, bidder, steps))
        steps += chance.choice(STEPS)
    return raises
