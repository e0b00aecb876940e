"""What an ended round came to: its price, its deposits, and what the case account received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auction.kernel.money import Money
from auction.rounds.standing import RoundView


@dataclass(frozen=True)
class RoundStatement:
    """One line of the auditor's list.

    ``refund_count`` deposits were to go back; so many were sent in time, so many too late, the
    rest is on its way.
    """

    view: RoundView
    deposits_paid: Money
    deposits_returned: Money
    credited: Money
    refund_count: int
    in_time_count: int
    late_count: int

    @property
    def is_whole(self) -> bool:
        """Say whether the case account has exactly the hammer price (R-75)."""
        return self.view.hammer_price is not None and self.credited == self.view.hammer_price

    @classmethod
    def of(
        cls, view: RoundView, *, moved: Mapping[str, Money], refunds: tuple[int, int, int] | None
    ) -> RoundStatement:
        """Make the statement from the sums of the round's transfers by purpose."""
        zero = Money(0, view.terms.currency)
        return cls(
            view,
            moved.get("DEPOSIT_PAID", zero),
            moved.get("DEPOSIT_RETURNED", zero),
            moved.get("DEPOSIT_APPLIED", zero) + moved.get("BALANCE_APPLIED", zero),
            *(refunds or (0, 0, 0)),
        )
