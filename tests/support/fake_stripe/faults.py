"""Faults that a test orders for the next requests that match."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tests.support.fake_stripe import errors
from tests.support.fake_stripe.errors import ApiError

# What is answered instead of acting; only the 500 is kept under the request's key.
REFUSALS = {
    "401": lambda: errors.bad_key("sk_test_revoked"),
    "403": errors.forbidden,
    "409": lambda: errors.in_flight("of another request"),
    "429": errors.too_many,
    "500": errors.broken,
}
KINDS = (*REFUSALS, "500_after", "timeout_before", "timeout_after", "slow", "slow_after")
ORDERED_MAX = 1_000


@dataclass
class Fault:
    """What goes wrong with the next so many requests of a method whose path matches.

    ``timeout_before`` and ``timeout_after`` wait so many seconds and break the connection, before
    or after the act; ``500_after`` acts and says it failed; ``slow`` waits before
    it acts, ``slow_after`` before it answers, so that webhooks may come first.
    """

    kind: str
    method: str = "POST"
    path: str = ""
    count: int = 1
    seconds: float = 0.0

    def refusal(self) -> ApiError | None:
        """Return what it answers instead of acting."""
        made = REFUSALS.get(self.kind)
        return made() if made else None


@dataclass
class Faults:
    """The faults that wait for their request."""

    _ordered: list[Fault] = field(default_factory=list)

    def order(self, fault: Fault) -> None:
        """Let a fault wait for its requests."""
        assert fault.kind in KINDS, f"no such fault: {fault.kind}"
        assert len(self._ordered) < ORDERED_MAX, "too many faults wait"
        self._ordered.append(fault)

    def take(self, method: str, path: str) -> Fault | None:
        """Return what goes wrong with this request, if anything, and count it."""
        for fault in self._ordered:
            if fault.method == method and re.search(fault.path, path):
                fault.count -= 1
                if fault.count == 0:
                    self._ordered.remove(fault)
                return fault
        return None

    def forget(self) -> None:
        """Let nothing more go wrong."""
        self._ordered.clear()

    def waiting(self) -> int:
        """Return how many requests are still to go wrong."""
        return sum(fault.count for fault in self._ordered)
