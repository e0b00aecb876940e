"""From which price on bids are watched: far above the reference price, on a deposit that is next to nothing.

Nobody is kept from bidding; whoever bids so much types the amount once more, and the court is told.
"""

from __future__ import annotations

from auction.kernel.money import AMOUNT_MINOR_MAX, Money
from auction.rules.rule_set import RuleSet


def watched_from(*, reference: Money, deposit: Money, rules: RuleSet) -> Money | None:
    """Return the least amount that is watched, or None if no amount can be so large.

    It is more than so many times the reference price, and the deposit is less than its share of it.
    """
    share = rules.share("prank_deposit_share")
    above_price = reference.minor * rules.count("prank_multiple")
    above_deposit = deposit.minor * share.denominator // share.numerator
    least = max(above_price, above_deposit) + 1
    return Money(least, reference.currency) if least <= AMOUNT_MINOR_MAX else None
