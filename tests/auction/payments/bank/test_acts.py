"""The acts of a court's bank: finance proposes, a judge decides."""

from __future__ import annotations

from auction.kernel.doors import FINANCE, JUDGES
from auction.payments.bank.acts import ACTS, NAME_ACCOUNT


def test_finance_proposes_the_account_and_a_judge_decides() -> None:
    (act,) = [each for each in ACTS if each.name == NAME_ACCOUNT]

    assert (act.proposers, act.approvers, act.rule) == (FINANCE | JUDGES, JUDGES, "R-90")
