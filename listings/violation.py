"""Violations of a draft as text: which rules a lot breaks, kept with it until it is published.

The form is a JSON list of objects, money as minor units with its currency, times in UTC::

    [{"reason": "below_floor", "rule": "R-18",
      "numbers": {"needed": {"amount_minor": "71400000", "currency": "CNY"}}}]
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import orjson

from auction.kernel.money import Money
from auction.kernel.refusal import Number, Refusal


def format_violations(refusals: Sequence[Refusal]) -> str:
    """Write the refusals as JSON text."""
    return orjson.dumps(
        [
            {
                "reason": str(refusal.reason),
                "rule": refusal.rule,
                "numbers": {name: _format(value) for name, value in refusal.numbers.items()},
            }
            for refusal in refusals
        ]
    ).decode()


def parse_violations(text: str) -> tuple[Refusal, ...]:
    """Read what format_violations wrote."""
    return tuple(
        Refusal(
            line["reason"],
            line["rule"],
            {name: _parse(value) for name, value in line["numbers"].items()},
        )
        for line in orjson.loads(text)
    )


def _format(value: Number) -> object:
    if isinstance(value, Money):
        return {"amount_minor": str(value.minor), "currency": value.currency}
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return value


def _parse(value: object) -> Number:
    if isinstance(value, dict):
        if "at" in value:
            return datetime.fromisoformat(value["at"])
        return Money(int(value["amount_minor"]), value["currency"])
    assert isinstance(value, (int, str)), "a number is money, a time, an integer or text"
    return value
