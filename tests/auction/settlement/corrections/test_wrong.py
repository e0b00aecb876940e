"""Only what nothing stands on is corrected, once, and never below zero."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, Sale, Transfer, correction_of
from auction.settlement.corrections.wrong import (
    BECAUSE_LENGTH_MAX,
    CORRECTABLE,
    CorrectionReason,
    Standing,
    is_of_court,
    judge,
    judge_because,
)

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
FIVE, FOUR = Money(5, "CNY"), Money(4, "CNY")
EAST = accounts.bank("east", "CNY")
PAYABLE = accounts.payable("p1", "CNY")
SENT = Transfer("sent:back:p1", PAYABLE, EAST, FIVE, Purpose.REFUND_SENT, AT, Sale("east"))
TO_CASE = Transfer(
    "sent:balance-out:r1", accounts.case_bank("c1", "CNY"), EAST, FIVE, Purpose.CASE_CREDIT_SENT, AT
)
PAID = Transfer("in:p1", EAST, accounts.deposit("e1", "CNY"), FIVE, Purpose.DEPOSIT_PAID, AT)
FEE = Transfer("fee:f1", accounts.expense("CNY"), EAST, FIVE, Purpose.FEE_CHARGED, AT)
FIXED = correction_of(SENT, at=AT)


def stands(wrong: Transfer, **changes) -> Standing:
    return replace(Standing(wrong, is_reversed=False, held=FIVE, is_settled=False), **changes)


@pytest.mark.parametrize(
    ("found", "reason"),
    [
        (None, CorrectionReason.TRANSFER_UNKNOWN),
        # Every row also deserves what stands below it: the order is judged too.
        (
            stands(correction_of(FIXED, at=AT), is_reversed=True, held=FOUR),
            CorrectionReason.CORRECTED_TWICE,
        ),
        (stands(FIXED, is_reversed=True, held=FOUR), CorrectionReason.PAYOUT_IS_TOLD),
        (stands(PAID, is_reversed=True, held=FOUR), CorrectionReason.REVERSED_ALREADY),
        (stands(PAID, held=FOUR), CorrectionReason.BELOW_ZERO),
        (stands(PAID), CorrectionReason.SALE_STANDS_ON_IT),
        (stands(TO_CASE, is_settled=True), CorrectionReason.CASE_SETTLED),
        (stands(TO_CASE), None),
        (stands(SENT, is_settled=True), None),
        (stands(FEE, held=Money(-9, "CNY")), None),
        (stands(correction_of(FEE, at=AT)), None),
    ],
)
def test_what_is_corrected(found, reason):
    refusal = judge(found)

    assert (refusal.reason if refusal else None) == reason


def test_what_moves_with_a_sale_is_never_corrected():
    of_sales = {
        *(Purpose.DEPOSIT_PAID, Purpose.DEPOSIT_RETURNED, Purpose.DEPOSIT_APPLIED, Purpose.BALANCE_PAID),
        *(Purpose.BALANCE_APPLIED, Purpose.SET_OFF_ADMITTED, Purpose.UNMATCHED_PAID),
    }

    assert CORRECTABLE.isdisjoint(of_sales)


@pytest.mark.parametrize(
    ("transfer", "courts"),
    [
        (SENT, ["east"]),
        (TO_CASE, ["east"]),
        (replace(FEE, credit=accounts.gateway("paper", "CNY")), []),
        (replace(SENT, credit=accounts.gateway("paper", "CNY"), sale=Sale("west")), ["west"]),
    ],
)
def test_whose_a_transfer_is(transfer, courts):
    assert [court for court in ("east", "west") if is_of_court(transfer, court)] == courts


@pytest.mark.parametrize(
    ("because", "reason"),
    [
        ("", CorrectionReason.WITHOUT_REASON),
        ("x" * BECAUSE_LENGTH_MAX, None),
        ("x" * (BECAUSE_LENGTH_MAX + 1), CorrectionReason.REASON_TOO_LONG),
    ],
)
def test_a_correction_has_its_reason(because, reason):
    refusal = judge_because(because)

    assert (refusal.reason if refusal else None) == reason
