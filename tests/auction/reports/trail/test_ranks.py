"""How far one price reaches down the ranks of a case."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.cases.outstanding import Outstanding, OwedLine, sum_up
from auction.kernel.money import Money
from auction.reports.trail.ranks import ranks_of


def yuan(amount):
    return Money(amount * 100, "CNY")


def owed(*, costs=0, secured=0, claims=0):
    lines = ((costs, "COST", False), (secured, "CLAIM", True), (claims, "CLAIM", False))
    return sum_up([OwedLine(yuan(amount), kind, is_secured) for amount, kind, is_secured in lines], "CNY")


@pytest.mark.parametrize(
    ("price", "reached"),
    [
        pytest.param(5_999, [5_999, 0, 0, 0], id="R-91/costs-not-covered"),
        pytest.param(6_000, [6_000, 0, 0, 0], id="R-91/costs-just-covered"),
        pytest.param(606_000, [6_000, 600_000, 0, 0], id="R-91/secured-just-covered"),
        pytest.param(606_001, [6_000, 600_000, 1, 0], id="R-91/the-next-yuan-is-the-next-rank's"),
        pytest.param(1_000_000, [6_000, 600_000, 394_000, 0], id="R-91/1"),
        pytest.param(1_106_000, [6_000, 600_000, 500_000, 0], id="R-95/all-paid-nothing-left"),
        pytest.param(1_106_001, [6_000, 600_000, 500_000, 1], id="R-95/surplus"),
    ],
)
def test_each_rank_is_paid_in_full_before_the_next(price, reached):
    lines = ranks_of(owed(costs=6_000, secured=600_000, claims=500_000), yuan(price))

    assert [line.reached for line in lines] == [yuan(amount) for amount in reached]
    assert [line.owed for line in lines] == [yuan(amount) for amount in (6_000, 600_000, 500_000, 0)]


def test_nothing_is_said_where_nothing_is_registered():
    assert ranks_of(owed(), yuan(100)) == ()


def test_nothing_is_said_in_another_currency():
    assert ranks_of(owed(claims=1), Money(100, "EUR")) == ()


AMOUNTS = st.integers(0, 10**12)


@given(AMOUNTS, AMOUNTS, AMOUNTS, AMOUNTS)
def test_every_cent_of_the_price_reaches_exactly_one_rank(costs, secured, others, price):
    sums = Outstanding(Money(secured + others, "CNY"), Money(secured, "CNY"), Money(costs, "CNY"))

    lines = ranks_of(sums, Money(price, "CNY"))

    assert sum(line.reached.minor for line in lines) == (price if lines else 0)
    assert all(line.reached <= line.owed for line in lines[:-1])
    for before, after in pairwise(lines):
        assert after.reached.minor == 0 or before.reached == before.owed
