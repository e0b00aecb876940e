"""How a round ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money


@dataclass(frozen=True)
class Sold:
    """The hammer fell for a code; ``closed_at`` is the extended end, from which periods run."""

    buyer_code: str
    hammer_price: Money
    closed_at: datetime


@dataclass(frozen=True)
class Unsold:
    """Nobody bid (R-50)."""

    closed_at: datetime


Outcome = Sold | Unsold
