"""What a case is owed: costs first, secured claims before the debt."""

from __future__ import annotations

import pytest

from auction.cases.outstanding import OwedLine, sum_up
from auction.kernel.money import Money


def _cny(yuan):
    return Money(yuan * 100, "CNY")


LOAN, MORTGAGE = OwedLine(_cny(500_000), "CLAIM"), OwedLine(_cny(200_000), "CLAIM", secured=True)
INVOICE = OwedLine(_cny(6_000), "COST")


@pytest.mark.parametrize(
    ("lines", "target", "before_the_debt"),
    [
        pytest.param([], 0, 0, id="R-06/1"),
        pytest.param([INVOICE], 6_000, 6_000, id="R-06/2"),
        pytest.param([LOAN], 500_000, 0, id="R-06/3"),
        pytest.param([LOAN, MORTGAGE, INVOICE, INVOICE], 712_000, 212_000, id="R-06/4"),
    ],
)
def test_costs_are_deducted_before_any_claim(lines, target, before_the_debt):
    owed = sum_up(lines, "CNY")

    assert (owed.target, owed.before_the_debt) == (_cny(target), _cny(before_the_debt))
