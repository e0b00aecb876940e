"""What each rank of a case could get from one price alone (R-91, R-95).

Pure.  Each rank is paid in full before the next: costs, what is secured, the other claims; what is left is
the debtor's.  Whom the court pays what, and when, is decided in its distribution, which comes later: other
lots of the case may have paid a part already, and the fee of the enforcement is not registered here.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from auction.cases.outstanding import Outstanding
from auction.kernel.money import Money


class Rank(enum.StrEnum):
    """In which order a price is used; the surplus is the debtor's (R-95)."""

    COSTS = "costs"
    SECURED = "secured"
    CLAIMS = "claims"
    SURPLUS = "surplus"


@dataclass(frozen=True)
class RankLine:
    """What a rank is owed, and what of the price would reach it; a surplus is owed nothing."""

    rank: Rank
    owed: Money
    reached: Money


def ranks_of(outstanding: Outstanding, price: Money) -> tuple[RankLine, ...]:
    """Let a price run down the ranks; nothing when nothing is registered in that currency."""
    if outstanding.target.minor == 0 or outstanding.target.currency != price.currency:
        return ()
    owed = (
        (Rank.COSTS, outstanding.costs),
        (Rank.SECURED, outstanding.secured),
        (Rank.CLAIMS, outstanding.claims - outstanding.secured),
    )
    left, lines = price, []
    for rank, amount in owed:
        reached = min(left, amount)
        left -= reached
        lines.append(RankLine(rank, amount, reached))
    lines.append(RankLine(Rank.SURPLUS, Money(0, price.currency), left))

    assert sum(line.reached.minor for line in lines) == price.minor, "every cent reaches one rank"
    return tuple(lines)
