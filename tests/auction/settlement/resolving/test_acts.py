"""A payment is taken for a request by finance and a judge."""

from __future__ import annotations

from auction.kernel.doors import FINANCE, JUDGES
from auction.settlement.resolving.acts import ACTS


def test_finance_proposes_and_a_judge_decides() -> None:
    (act,) = ACTS

    assert (act.name, act.proposers, act.approvers) == ("payment.take", FINANCE | JUDGES, JUDGES)
