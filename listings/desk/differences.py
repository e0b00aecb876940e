"""What a notice to come says differently from the one in force, its prices and times included."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from auction.kernel.money import Money
from listings.correction import changes

AMOUNTS = ("reference_price", "starting_price", "increment", "deposit")
TIMES = ("opens_at", "closes_at", "balance_due_at")


@dataclass(frozen=True)
class Difference:
    """One thing that reads differently: an amount, a time or a text, before and after."""

    name: str
    before: Money | datetime | str
    after: Money | datetime | str


def differences(older: Mapping[str, Any], newer: Mapping[str, Any]) -> tuple[Difference, ...]:
    """Compare two parsed notices of one lot, terms first."""
    terms = tuple(
        Difference(name, older[name], newer[name])
        for name in (*AMOUNTS, *TIMES)
        if older[name] != newer[name]
    )
    texts = (Difference(change.name, change.before, change.after) for change in changes(older, newer))
    return (*terms, *texts)
