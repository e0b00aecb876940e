"""Who is paid for a reference price (R-17)."""

from __future__ import annotations

from fractions import Fraction

import pytest

from auction.kernel.money import Money
from auction.rules.rule_sets import rule_set
from listings.valuation import fees

RULES = rule_set("cn-2016-18", 1)


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


QUOTES = {"A": yuan(980_000), "B": yuan(1_020_000), "C": yuan(1_060_000)}
HALF = Fraction(1, 2)


@pytest.mark.parametrize(
    ("deal", "expected"),
    [
        pytest.param(990_000, {"A": Fraction(1)}, id="R-17/1"),
        pytest.param(1_000_000, {"A": HALF, "B": HALF}, id="R-17/2"),
        pytest.param(5_000_000, {"C": Fraction(1)}, id="R-17/3"),
        pytest.param(None, {}, id="R-17/4"),
    ],
)
def test_the_nearest_platform_is_paid(deal, expected):
    assert fees.paid_platforms(QUOTES, deal and yuan(deal), RULES) == expected
    assert fees.paid_platforms({}, deal and yuan(deal), RULES) == {}


@pytest.mark.parametrize(
    ("appraisal", "deal", "expected"),
    [
        pytest.param(1_000_000, 900_000, 900_000, id="R-17/5"),
        pytest.param(1_000_000, 1_100_000, 1_000_000, id="R-17/6"),
        pytest.param(1_000_000, None, None, id="R-17/7"),
    ],
)
def test_an_appraiser_is_paid_by_the_lower_price(appraisal, deal, expected):
    base = fees.appraisal_base(yuan(appraisal), deal and yuan(deal), RULES)

    assert base == (expected and yuan(expected))
