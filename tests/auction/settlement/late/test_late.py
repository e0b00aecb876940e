"""What keeps money is named, the first reason that applies, and what left late stays a breach."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.payments.payout import PayoutKind, PayoutState
from auction.settlement.late.late import LatePayout, Why
from auction.settlement.late.words import WHY

DUE_AT = datetime(2026, 4, 2, 2, 4, 59, tzinfo=UTC)


def late(**changes: object) -> LatePayout:
    facts: dict[str, object] = {
        "transfer_id": "deposit-out:e1",
        "court_id": "c1",
        "court_name": "Court of the East",
        "time_zone": "Asia/Shanghai",
        "case_id": "k1",
        "title": "A flat",
        "kind": "REFUND",
        "amount": Money(7_140_000, "CNY"),
        "gateway": "bank",
        "state": "PENDING",
        "reason": "",
        "attempts": 0,
        "due_at": DUE_AT,
        "sent_at": None,
        "is_disputed": False,
        "has_account": True,
    }
    facts |= changes
    facts |= {"kind": PayoutKind(str(facts["kind"])), "state": PayoutState(str(facts["state"]))}
    return LatePayout(**facts)  # type: ignore[arg-type]  # a builder takes any field


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        # Each row also deserves the reasons below it.
        ({"state": "SENT", "sent_at": DUE_AT, "is_disputed": True}, Why.LEFT),
        ({"state": "REFUSED", "is_disputed": True, "attempts": 3}, Why.REFUSED),
        ({"is_disputed": True, "kind": "CASE_ACCOUNT", "has_account": False}, Why.DISPUTED),
        ({"kind": "CASE_ACCOUNT", "has_account": False, "state": "UNKNOWN"}, Why.NO_ACCOUNT),
        ({"state": "UNKNOWN", "reason": "no_gateway"}, Why.UNKNOWN),
        ({"state": "UNDER_WAY", "reason": "no_gateway"}, Why.UNDER_WAY),
        ({"reason": "no_gateway"}, Why.NO_WAY),
        ({}, Why.QUEUED),
        # A refund needs no account of a case.
        ({"has_account": False}, Why.QUEUED),
    ],
)
def test_the_first_reason_that_applies_is_said(changes, why):
    assert late(**changes).why is why


def test_every_reason_has_its_words():
    assert set(WHY) == set(Why)
