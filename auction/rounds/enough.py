"""Enough is enough: the lots of one case end one after another until it has what it is owed (R-51).

The notices fix the order: whichever lot closes first by its notice, its hammer falls first.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.cases.outstanding import Outstanding
from auction.kernel.money import Money
from auction.kernel.refusal import Number, Refusal
from auction.rounds.lifecycle import State
from auction.rounds.standing import Board

# Bids move an end by minutes, a stay moves it by days: so long the hammer waits for an earlier lot.
WAIT_MAX = timedelta(days=1)
LIVE = (State.SCHEDULED, State.OPEN, State.SUSPENDED)


class Reason(enum.StrEnum):
    """Why a lot of a case may not be published as it is."""

    CLOSES_TOGETHER = "lots_close_together"
    ENOUGH_ALREADY = "case_has_enough"


@dataclass(frozen=True)
class CaseSales:
    """What the sales of a case have to bring, none if everything is sold, and what they have brought."""

    target: Money | None
    brought: Money

    @property
    def enough(self) -> bool:
        """Say whether the rest of the case is not sold any more."""
        return self.target is not None and self.brought >= self.target

    def with_price(self, price: Money) -> CaseSales:
        """Return the sales with one more price."""
        return CaseSales(self.target, self.brought + price)


@dataclass(frozen=True)
class CaseLots:
    """What else is sold in the case of a lot: the planned ends of what is not over, and the sales.

    Where the debtor agreed that everything is sold, no order is needed and no end is named.
    """

    ends: tuple[datetime, ...] = ()
    sales: CaseSales | None = None


NO_OTHER_LOTS = CaseLots()


def target_of(owed: Outstanding, *, sells_all: bool) -> Money | None:
    """Return what is enough: claims and costs.  Nothing is, when no claim is known or all shall be sold."""
    return None if sells_all or owed.claims.minor <= 0 else owed.target


def in_closing_order(boards: Iterable[Board]) -> list[Board]:
    """Return boards in the order that their notices fixed."""
    return sorted(boards, key=lambda board: (board.terms.closes_at, board.round_id))


def waits(board: Board, others: Iterable[Board]) -> bool:
    """Say whether an ended round waits: one that closes before it by its notice is still bid for.

    An end that lies more than a day behind its own was moved by a stay, and nobody waits for that.
    """
    place = (board.terms.closes_at, board.round_id)
    return any(
        other.state is State.OPEN
        and (other.terms.closes_at, other.round_id) < place
        and other.closes_at - board.closes_at <= WAIT_MAX
        for other in others
    )


def check_order(closes_at: datetime, others: Sequence[datetime], *, gap: timedelta) -> Refusal | None:
    """Refuse an end too near to that of another lot of the case, and name the earliest that is free."""
    near = [other for other in others if abs(other - closes_at) < gap]
    if not near:
        return None
    earliest = closes_at
    for other in sorted(others):
        if abs(other - earliest) < gap:
            earliest = other + gap
    numbers: dict[str, Number] = {
        "closes_at": closes_at,
        "other": min(near),
        "minutes": gap // timedelta(minutes=1),
        "earliest": earliest,
    }
    return Refusal(Reason.CLOSES_TOGETHER, "R-51", numbers)


def check_need(sales: CaseSales | None) -> Refusal | None:
    """Refuse to offer more of a case that has what it is owed."""
    if sales is None or sales.target is None or not sales.enough:
        return None
    return Refusal(Reason.ENOUGH_ALREADY, "R-51", {"brought": sales.brought, "target": sales.target})
