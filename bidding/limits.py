"""The hall's published limits: so many bids a bidder, so many connections an address (R-40).

Pure: the time is passed in.  A limit is a bucket of tokens that refills at a rate up to its
burst; everything that is let in takes one.  The same limits hold for everybody and are shown on
the page ``/limits``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

# Buckets kept at once; full ones are forgotten first, since a new bucket is full as well.
BUCKETS_MAX = 100_000


@dataclass(frozen=True)
class Limit:
    """So many a second, and at most so many in a row after a rest."""

    per_second: float
    burst: int


@dataclass
class Allowance:
    """Who has how much left of one limit."""

    limit: Limit
    _left: dict[tuple[str, ...], tuple[float, datetime]] = field(default_factory=dict)

    def take(self, *key: str, at: datetime) -> bool:
        """Take one for the key; false when nothing is left.  Time that runs back refills nothing."""
        left, since = self._left.get(key, (float(self.limit.burst), at))
        left = self._refilled(left, since, at)
        allowed = left >= 1.0
        self._left[key] = (left - 1.0 if allowed else left, max(at, since))
        if len(self._left) > BUCKETS_MAX:
            self._forget_full(at)
        return allowed

    def _refilled(self, left: float, since: datetime, at: datetime) -> float:
        rested_s = max(0.0, (at - since).total_seconds())
        return min(float(self.limit.burst), left + rested_s * self.limit.per_second)

    def _forget_full(self, at: datetime) -> None:
        # A list, because other threads add to it meanwhile.
        kept = {
            key: (left, since)
            for key, (left, since) in list(self._left.items())
            if self._refilled(left, since, at) < self.limit.burst
        }
        # When a flood leaves nobody full, the oldest half goes: a limit must not eat the memory.
        self._left = kept if len(kept) <= BUCKETS_MAX // 2 else dict(list(kept.items())[len(kept) // 2 :])


def bid_limit(*, per_second: float, burst: int) -> Limit:
    """Return the limit on the bids of one bidder in one round."""
    return Limit(per_second, burst)


def connection_limit(*, per_minute: int) -> Limit:
    """Return the limit on new connections from one address; a whole town may sit behind one."""
    return Limit(per_minute / 60, per_minute)


def message_limit(*, bids_per_second: float, bids_burst: int) -> Limit:
    """Return the limit on messages of one connection: room for bids, questions and time checks."""
    return Limit(4 * bids_per_second + 10, 4 * bids_burst + 40)
