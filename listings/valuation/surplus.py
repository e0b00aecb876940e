"""A sale that could bring the creditor nothing is not published unless the creditor asks for it (R-19).

What is secured and what the enforcement costs is paid first.  A reserve that does not exceed the sum
is published never; whether the creditor asked to go on decides only which way remains.
"""

from __future__ import annotations

from collections.abc import Sequence

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from listings.valuation.reason import WayReason
from listings.valuation.way import Fact, Step

ANSWERS = (Step.CREDITOR_ELECTED, Step.CREDITOR_DECLINED)


def check_surplus(reserve: Money | None, first: Money | None, facts: Sequence[Fact]) -> Refusal | None:
    """Say why a sale at this reserve is pointless; None when it could bring the creditor something.

    ``first`` is what is paid before the creditor; ``facts`` are those noted for this round.
    """
    if reserve is None or first is None or first < reserve:
        return None
    numbers = {"reserve": reserve, "first": first, "needed": Money(first.minor + 1, first.currency)}
    answer = next((fact.step for fact in reversed(facts) if fact.step in ANSWERS), None)
    if answer is Step.CREDITOR_ELECTED:
        return Refusal(WayReason.RESERVE_TOO_LOW, "R-19", numbers)
    if answer is Step.CREDITOR_DECLINED:
        return Refusal(WayReason.CREDITOR_DECLINED, "R-19", numbers)
    return Refusal(WayReason.NO_SURPLUS, "R-19", numbers)
