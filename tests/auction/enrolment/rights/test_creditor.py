"""What an enforcing creditor pays as a deposit."""

from __future__ import annotations

import pytest

from auction.enrolment.rights.creditor import due_of
from auction.kernel.money import Money
from auction.rules.rule_sets import rule_set
from tests.support.rounds import cny

RULES = rule_set("cn-2016-18", 1)
DEPOSIT = cny(100_000)


@pytest.mark.parametrize(
    ("claim", "due"),
    [
        pytest.param(cny(60_000), cny(40_000), id="R-32/1"),
        pytest.param(cny(500_000), cny(0), id="R-32/2"),
        pytest.param(cny(100_000), cny(0), id="R-32/3"),
        pytest.param(Money(9_999_999, "CNY"), Money(1, "CNY"), id="R-32/4"),
        pytest.param(Money(10_000_001, "CNY"), cny(0), id="R-32/5"),
        # Whom the court has not confirmed as enforcing creditor pays in full, also another creditor.
        pytest.param(None, DEPOSIT, id="R-32/6"),
    ],
)
def test_the_deposit_less_the_claim_is_due_and_never_less_than_nothing(claim, due):
    assert due_of(DEPOSIT, claim, rules=RULES) == due
