"""Who is paid for a reference price, after the sale (R-17)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from auction.kernel.money import Money
from auction.rules.rule_set import RuleSet

NEAREST = "nearest_tie_equal"
LOWER = "lower_of_appraisal_and_deal"


def paid_platforms(quotes: Mapping[str, Money], deal: Money | None, rules: RuleSet) -> dict[str, Fraction]:
    """Return which share of the fee each platform gets: the nearest to the price reached, ties alike.

    ``deal`` is None where the sale was withdrawn or the way turned to an appraisal: nobody is paid.
    """
    assert rules.choice("ni_fee_split") == NEAREST, "no other split is known"
    if deal is None or not quotes:
        return {}
    distances = {name: abs(quote.minor - deal.minor) for name, quote in quotes.items()}
    nearest = [name for name, distance in distances.items() if distance == min(distances.values())]
    return {name: Fraction(1, len(nearest)) for name in nearest}


def appraisal_base(appraisal: Money, deal: Money | None, rules: RuleSet) -> Money | None:
    """Return from what the appraiser's fee is counted; None where only actual cost is paid: unsold."""
    assert rules.choice("appraisal_fee_base") == LOWER, "no other base is known"
    return None if deal is None else min(appraisal, deal)
