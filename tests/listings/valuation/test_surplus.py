"""A sale that could bring nothing waits for the creditor, and then for a higher reserve (R-19)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from auction.kernel.money import Money
from auction.rules.rule_sets import rule_set
from listings.valuation.reason import WayReason
from listings.valuation.surplus import check_surplus
from listings.valuation.way import Fact, Step, judge_fact

RULES = rule_set("cn-2016-18", 1)
TOLD = Fact(Step.CREDITOR_TOLD, date(2026, 3, 1))
ELECTED = Fact(Step.CREDITOR_ELECTED, date(2026, 3, 4))
DECLINED = Fact(Step.CREDITOR_DECLINED, date(2026, 3, 4))


def yuan(text: str) -> Money:
    return Money(int(Fraction(text) * 100), "CNY")


@pytest.mark.parametrize(
    ("reserve", "first", "facts", "expected"),
    [
        # The example of the rulebook: a mortgage of 900,000 and costs of 20,000.
        pytest.param("850000", "920000", (), WayReason.NO_SURPLUS, id="R-19/1"),
        pytest.param("850000", "920000", (TOLD,), WayReason.NO_SURPLUS, id="R-19/2"),
        pytest.param("850000", "920000", (TOLD, ELECTED), WayReason.RESERVE_TOO_LOW, id="R-19/3"),
        pytest.param("920000", "920000", (TOLD, ELECTED), WayReason.RESERVE_TOO_LOW, id="R-19/4"),
        pytest.param("920000.01", "920000", (TOLD, ELECTED), None, id="R-19/5"),
        pytest.param("850000", "920000", (TOLD, DECLINED), WayReason.CREDITOR_DECLINED, id="R-19/6"),
        # Where something would be left, nobody is asked.
        pytest.param("920000.01", "920000", (), None, id="R-19/7"),
        pytest.param("0.01", "0", (), None, id="R-19/8"),
    ],
)
def test_a_pointless_sale_waits_for_the_creditor(reserve, first, facts, expected):
    refusal = check_surplus(yuan(reserve), yuan(first), facts)

    assert (refusal and refusal.reason) == expected
    if refusal is not None:
        assert refusal.numbers["needed"] == yuan(first) + yuan("0.01")


@pytest.mark.parametrize(
    ("answered_on", "expected"),
    [
        pytest.param("2026-03-06", None, id="R-19/9"),
        pytest.param("2026-03-07", WayReason.ANSWER_LATE, id="R-19/10"),
    ],
)
def test_the_creditor_answers_within_five_days(answered_on, expected):
    answer = Fact(Step.CREDITOR_ELECTED, date.fromisoformat(answered_on))
    refusal = judge_fact(answer, [TOLD], RULES, today=date(2026, 4, 1))

    assert (refusal and refusal.reason) == expected


def test_without_a_price_nothing_is_judged():
    assert check_surplus(None, yuan("1"), ()) is None
    assert check_surplus(yuan("1"), None, ()) is None
