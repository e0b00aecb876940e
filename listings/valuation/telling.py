"""What is due on the way to a price, and who is paid for it, as a page tells it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from auction.kernel.money import Money
from auction.kernel.words import N_
from auction.rules.rule_set import RuleSet
from listings.valuation import way
from listings.valuation.fees import appraisal_base, paid_platforms
from listings.valuation.price import Method
from listings.valuation.way import Fact


def due_of(facts: Sequence[Fact], rules: RuleSet) -> list[tuple[str, str, date]]:
    """Return the last days that follow from the facts: words, rule and day, in the order of the law."""
    found = (
        (N_("The way to the price begins by"), "R-10", way.begins_until(facts, rules)),
        (N_("Platforms deliver by"), "R-12", way.inquiry_until(facts, rules)),
        (N_("The appraisal is delivered by"), "R-13", way.appraisal_until(facts, rules)),
        (N_("Objections are possible until"), "R-14", way.objection_until(facts, rules)),
    )
    return [(words, rule, day) for words, rule, day in found if day is not None]


def fees_of(facts: Sequence[Fact], deal: Money | None, rules: RuleSet) -> list[tuple[str, Fraction]]:
    """Return which platforms share the fee of the network inquiry, once the price reached is known (R-17)."""
    result = way.result_of(facts, rules)
    if result is None or result.method != Method.NETWORK:
        return []
    counted = way.quotes_that_count(facts, rules)
    quotes = {fact.given_by: fact.amount for fact in counted if fact.amount is not None}
    return sorted(paid_platforms(quotes, deal, rules).items())


def fee_base_of(facts: Sequence[Fact], deal: Money | None, rules: RuleSet) -> Money | None:
    """Return from what the appraiser's fee is counted, once the lot is sold (R-17)."""
    result = way.result_of(facts, rules)
    if result is None or result.method != Method.APPRAISAL:
        return None
    return appraisal_base(result.amount, deal, rules)
