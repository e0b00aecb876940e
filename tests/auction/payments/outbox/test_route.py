"""A refund takes the way the money came; a case is reached from where the money lies, else by bank."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.outbox import route
from auction.payments.payout import Payout, PayoutKind, PayoutState

NO = Refusal("court_without_account", "")
REFUND, CASE = PayoutKind.REFUND, PayoutKind.CASE_ACCOUNT


def payout(kind: PayoutKind, gateway: str) -> Payout:
    at = datetime(2026, 4, 1, tzinfo=UTC)
    return Payout("t1", kind, "payment:p1", Money(5, "EUR"), at, gateway=gateway)


@pytest.mark.parametrize(
    ("kind", "lies_at", "answers", "way"),
    [
        (REFUND, "stripe", {"stripe": None, "bank": None}, "stripe"),
        (REFUND, "stripe", {"stripe": NO, "bank": None}, "court_without_account"),
        (REFUND, "stripe", {"bank": None}, "no_gateway"),
        (REFUND, "bank", {"stripe": None, "bank": None}, "bank"),
        (CASE, "stripe", {"stripe": None, "bank": None}, "stripe"),
        (CASE, "stripe", {"stripe": NO, "bank": None}, "bank"),
        (CASE, "stripe", {"bank": None}, "bank"),
        (CASE, "stripe", {"stripe": NO}, "court_without_account"),
        (CASE, "stripe", {"stripe": NO, "bank": NO}, "court_without_account"),
        (CASE, "bank", {"stripe": None, "bank": None}, "bank"),
        (CASE, "bank", {"stripe": None}, "no_gateway"),
        (CASE, "paper", {"paper": None}, "paper"),
        (CASE, "paper", {}, "no_gateway"),
    ],
)
def test_a_payout_takes_the_first_way_that_is_open(kind, lies_at, answers, way):
    chosen = route.choose(payout(kind, lies_at), answers)

    assert (chosen.reason if isinstance(chosen, Refusal) else chosen) == way


@pytest.mark.parametrize("state", [PayoutState.UNKNOWN, PayoutState.UNDER_WAY])
@pytest.mark.parametrize("answers", [{"bank": None}, {"stripe": NO, "bank": None}])
def test_what_was_tried_takes_no_other_way_for_it_may_have_left(state, answers):
    tried = replace(payout(CASE, "stripe"), state=state)

    assert isinstance(route.choose(tried, answers), Refusal)
