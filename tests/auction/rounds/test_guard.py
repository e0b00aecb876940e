"""Prices far above the reference price on a tiny deposit are watched, from the very cent (R-53)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import AMOUNT_MINOR_MAX, Money
from auction.rounds.guard import watched_from
from auction.rules.rule_sets import rule_set

RULES = rule_set("cn-2016-18")


def yuan(minor: int) -> Money:
    return Money(minor, "CNY")


@pytest.mark.parametrize(
    ("reference", "deposit", "least"),
    [
        # A card worth 100 yuan with a deposit of 10: the deposit decides.
        pytest.param(100_00, 10_00, 1_000_01, id="R-53/101"),
        # A deposit of one yuan: three times the reference price decides.
        pytest.param(100_00, 1_00, 300_01, id="R-53/102"),
        pytest.param(1_020_000_00, 71_400_00, 7_140_000_01, id="R-53/103"),
    ],
)
def test_a_price_is_watched_above_both_bounds(reference, deposit, least):
    assert watched_from(reference=yuan(reference), deposit=yuan(deposit), rules=RULES) == yuan(least)


def test_what_nobody_can_bid_is_not_watched():
    assert watched_from(reference=yuan(10**14), deposit=yuan(10**17), rules=RULES) is None


@given(reference=st.integers(1, 10**14), deposit=st.integers(1, 10**14), amount=st.integers(1, 10**16))
def test_the_bound_says_the_same_as_the_two_questions(reference, deposit, amount):
    least = watched_from(reference=yuan(reference), deposit=yuan(deposit), rules=RULES)

    is_watched = amount > 3 * reference and 100 * deposit < amount
    assert (least is not None and amount >= least.minor) is (is_watched and amount <= AMOUNT_MINOR_MAX)
