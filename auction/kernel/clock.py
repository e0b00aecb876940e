"""The clock of record: the only place that reads the time.

Embedded, the auction clock is this machine's own; in production it is the database's
``clock_timestamp()``, so that every process stamps by the same clock (TRUST 3.2).
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Protocol

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
        """Return how far the clock stepped against monotonic time since the last call."""


class SystemClock:
    """The clock of this machine, for the embedded default."""

    def __init__(self) -> None:
        self._gap_s = time.time() - time.monotonic()

    def now(self) -> datetime:
        """Return this machine's time."""
        return datetime.now(UTC)

    def step(self) -> timedelta:
        """Return the difference between wall and monotonic advance since the last call."""
        gap_s, self._gap_s = self._gap_s, time.time() - time.monotonic()
        return timedelta(seconds=self._gap_s - gap_s)


class DatabaseClock:
    """The database's clock, carried forward between samples by monotonic time.

    ``read`` asks the database for its ``clock_timestamp()``. A sample is taken at most
    once a second; one that took too long or is too old makes the clock unsure.
    """

    def __init__(self, read: Callable[[], datetime]) -> None:
        self._read = read
        self._lock = threading.Lock()
        self._base: tuple[float, datetime, float] | None = None
        self._step = timedelta(0)

    def now(self) -> datetime:
        """Return the database's time."""
        at_s, base, uncertainty_s = self._sampled()
        age_s = time.monotonic() - at_s
        if uncertainty_s > UNCERTAINTY_MAX_S or age_s > SAMPLE_AGE_MAX_S:
            raise ClockUnsure(f"uncertain by {uncertainty_s:.3f} s, {age_s:.1f} s old")
        return base + timedelta(seconds=age_s)

    def step(self) -> timedelta:
        """Return how far the database's clock stepped between samples since the last call."""
        self._sampled()
        step, self._step = self._step, timedelta(0)
        return step

    def _sampled(self) -> tuple[float, datetime, float]:
        base = self._base
        if base is not None and time.monotonic() - base[0] < SAMPLE_EVERY_S:
            return base
        with self._lock:
            return self._sample()

    def _sample(self) -> tuple[float, datetime, float]:
        before_s = time.monotonic()
        if self._base is not None and before_s - self._base[0] < SAMPLE_EVERY_S:
            return self._base
        told = self._read()
        after_s = time.monotonic()
        middle_s, uncertainty_s = (before_s + after_s) / 2, (after_s - before_s) / 2
        if self._base is not None and max(uncertainty_s, self._base[2]) <= UNCERTAINTY_MAX_S:
            self._step += told - (self._base[1] + timedelta(seconds=middle_s - self._base[0]))
        self._base = (middle_s, told, uncertainty_s)
        return self._base
