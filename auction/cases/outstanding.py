"""What a case is owed, in the order of payment: costs, what is secured, the rest of the debt (R-06, R-91)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auction.cases.register import ClaimKind
from auction.kernel.money import Money


@dataclass(frozen=True)
class OwedLine:
    """One claim or cost as it is registered."""

    amount: Money
    kind: str
    secured: bool = False


@dataclass(frozen=True)
class Outstanding:
    """The sums of a case; ``secured`` is the part of the claims that is paid before the others."""

    claims: Money
    secured: Money
    costs: Money

    @property
    def target(self) -> Money:
        """Return what sales of the case have to bring: claims and costs (R-51)."""
        return self.claims + self.costs

    @property
    def before_the_debt(self) -> Money:
        """Return what is paid before the debt that is enforced sees anything (R-19)."""
        return self.secured + self.costs


def sum_up(lines: Iterable[OwedLine], currency: str) -> Outstanding:
    """Add up the claims and costs of a case."""
    claims = secured = costs = Money(0, currency)
    for line in lines:
        if line.kind == ClaimKind.COST:
            costs += line.amount
            continue
        claims += line.amount
        secured += line.amount if line.secured else Money(0, currency)
    assert secured <= claims, "what is secured is a part of the claims"
    return Outstanding(claims, secured, costs)
