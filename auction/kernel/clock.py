"""The clock of record: the only place that reads the time.

Embedded, the auction clock is this machine's own; in production it is the database's
``clock_timestamp()``, so that every process stamps by the same clock (TRUST 3.2).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple, Protocol

SAMPLE_EVERY_S = 1.0
SAMPLE_AGE_MAX_S = 5.0
UNCERTAINTY_MAX_S = 0.25


class ClockUnsure(RuntimeError):
    """The auction clock cannot be read exactly enough to date a bid (TRUST 3.2)."""


class Clock(Protocol):
    """Tells the time, and how far it jumped against a clock that never jumps."""

    def now(self) -> datetime:
        """Return the auction time, aware, in UTC. Raises ClockUnsure."""

    def step(self) -> timedelta:
        """Return how far the clock stepped against monotonic time, as far as nobody took note."""

    def note_step(self, step: timedelta) -> None:
        """Take note of so much of a step: it is on record, or no more than drift."""


class SystemClock:
    """The clock of this machine, for the embedded default."""

    def __init__(self) -> None:
        self._gap_s = time.time() - time.monotonic()

    def now(self) -> datetime:
        """Return this machine's time."""
        return datetime.now(UTC)

    def step(self) -> timedelta:
        """Return the difference between wall and monotonic advance that nobody took note of."""
        return timedelta(seconds=time.time() - time.monotonic() - self._gap_s)

    def note_step(self, step: timedelta) -> None:
        """Count on from a step."""
        self._gap_s += step.total_seconds()


class _Sample(NamedTuple):
    """What the database said, when by monotonic time, and how exactly that is known."""

    at_s: float
    told: datetime
    uncertainty_s: float

    @property
    def is_sure(self) -> bool:
        return self.uncertainty_s <= UNCERTAINTY_MAX_S

    def carries(self, asked_s: float) -> bool:
        return self.is_sure and asked_s - self.at_s <= SAMPLE_AGE_MAX_S


class DatabaseClock:
    """The database's clock, carried forward between samples by monotonic time.

    ``read`` asks the database for its ``clock_timestamp()``, at most once a second.  A sample that
    took too long tells nothing; the last sure one counts until it is too old, then the clock is
    unsure.  Whoever asks is told the time of asking, however long a sample takes, and nobody waits
    for another's sample while a sure one is at hand.
    """

    def __init__(self, read: Callable[[], datetime]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._base: _Sample | None = None
        self._tried_s = 0.0
        self._step = timedelta(0)

    def now(self) -> datetime:
        """Return the database's time."""
        asked_s = time.monotonic()
        base = self._sampled(asked_s)
        age_s = asked_s - base.at_s
        if not base.carries(asked_s):
            raise ClockUnsure(f"uncertain by {base.uncertainty_s:.3f} s, {age_s:.1f} s old")
        return base.told + timedelta(seconds=age_s)

    def step(self) -> timedelta:
        """Return how far the database's clock stepped between samples, as far as nobody took note."""
        self._sampled(time.monotonic())
        with self._lock:
            return self._step

    def note_step(self, step: timedelta) -> None:
        """Count on from a step."""
        with self._lock:
            self._step -= step

    def _sampled(self, asked_s: float) -> _Sample:
        base = self._base
        if base is not None and base.carries(asked_s):
            is_due = asked_s - max(base.at_s, self._tried_s) >= SAMPLE_EVERY_S
            if not is_due or not self._lock.acquire(blocking=False):
                return base
        elif not self._lock.acquire(timeout=SAMPLE_AGE_MAX_S):
            raise ClockUnsure("the database does not answer")
        try:
            return self._sample(asked_s)
        finally:
            self._lock.release()

    def _sample(self, asked_s: float) -> _Sample:
        base = self._base
        # Another thread may have asked the database while this one waited.
        if base is not None and self._tried_s >= asked_s:
            return base
        self._tried_s = before_s = time.monotonic()
        told = self._read()
        after_s = time.monotonic()
        sample = _Sample((before_s + after_s) / 2, told, (after_s - before_s) / 2)
        if base is None or not base.is_sure:
            self._base = base = sample
        elif sample.is_sure:
            self._add_step(base, sample)
            self._base = base = sample
        return base

    def _add_step(self, base: _Sample, sample: _Sample) -> None:
        step = sample.told - (base.told + timedelta(seconds=sample.at_s - base.at_s))
        # What both samples leave open is no step.
        if abs(step).total_seconds() > base.uncertainty_s + sample.uncertainty_s:
            self._step += step
