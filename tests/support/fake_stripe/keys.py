"""Idempotency keys: the very first answer again, a mismatch refused, forgotten after a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.support.fake_stripe.errors import in_flight, invalid, other_use

KEPT_S = 24 * 60 * 60
KEYS_MAX = 100_000
KEY_LENGTH_MAX = 255


@dataclass
class Kept:
    """What was first asked under a key, and what was answered."""

    path: str
    params: str
    at: int
    request_id: str
    answer: tuple[int, Any] | None = None


@dataclass
class Keys:
    """The keys of the last day, for each account."""

    _kept: dict[tuple[bool, str, str], Kept] = field(default_factory=dict)

    def begin(self, scope: tuple[bool, str, str], asked: Kept) -> Kept | None:
        """Return what was answered before; or mark the key as in flight and return None.

        Raises ApiError for another use, and while the first request is in flight.
        """
        key = scope[2]
        if len(key) > KEY_LENGTH_MAX:
            raise invalid("Idempotency-Key", f"Idempotency keys may be up to {KEY_LENGTH_MAX} characters.")
        kept = self._kept.get(scope)
        if kept is not None and asked.at - kept.at >= KEPT_S:
            kept = None
        if kept is None:
            assert len(self._kept) < KEYS_MAX, "too many keys"
            self._kept[scope] = asked
            return None
        if kept.path != asked.path:
            raise other_use(
                key, f"for the same endpoint they were first used for ('{kept.path}' vs '{asked.path}')"
            )
        if kept.params != asked.params:
            raise other_use(key, "with the same parameters they were first used with")
        if kept.answer is None:
            raise in_flight(key)
        return kept

    def finish(self, scope: tuple[bool, str, str], answer: tuple[int, Any]) -> None:
        """Keep the answer for everybody who asks again."""
        if scope in self._kept:
            self._kept[scope].answer = answer

    def forget(self, scope: tuple[bool, str, str]) -> None:
        """Forget a key under which nothing was begun."""
        self._kept.pop(scope, None)
