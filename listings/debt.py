"""Whether a debtor has paid enough for the sale to stop: debt, interest and costs, whole (R-57)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from listings.reason import Reason


@dataclass(frozen=True)
class Owed:
    """What a case is still owed: its claims, the interest to this day, and the costs of the sale."""

    claims: Money
    interest: Money
    costs: Money

    @property
    def whole(self) -> Money:
        """Return what frees the property: less is not full payment."""
        return self.claims + self.interest + self.costs


@dataclass(frozen=True)
class Paid:
    """What the debtor paid, and what was owed when it came."""

    received: Money
    owed: Owed

    @property
    def told(self) -> Mapping[str, str]:
        """Return what the record says of it."""
        return {
            "received_minor": str(self.received.minor),
            "owed_minor": str(self.owed.whole.minor),
            "currency": self.received.currency,
        }


def judge_paid(received: Money | None, owed: Owed) -> Paid | Refusal:
    """Say whether a payment covers all that the case is owed; a debtor of nothing known pays nothing."""
    if owed.claims.minor <= 0:
        return Refusal(Reason.DEBT_UNKNOWN, "R-57")
    if received is None or received < owed.whole:
        paid = received or Money(0, owed.claims.currency)
        numbers = {"received": paid, "owed": owed.whole, "missing": owed.whole - paid}
        return Refusal(Reason.DEBT_NOT_COVERED, "R-57/NOT_ENOUGH", numbers)
    return Paid(received, owed)
