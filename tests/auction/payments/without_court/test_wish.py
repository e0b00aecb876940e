"""Only what was refused and still lies here is sent back by operators, once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.ledger.transfer import NO_SALE
from auction.payments.payout import TIMES_MAX, PayoutState
from auction.payments.without_court.wish import (
    BECAUSE_LENGTH_MAX,
    RECEIPT_LENGTH_MAX,
    Stuck,
    Way,
    Wish,
    WithoutCourtReason,
    judge,
    judge_proposed,
    paid_in,
    read,
)

FIVE, FOUR = Money(5, "CNY"), Money(4, "CNY")
STUCK = Stuck("back:pi_1", "stripe", PayoutState.REFUSED, "expired_card", FIVE, held=FIVE, times=1)
FORM = {
    "way": "paid",
    "receipt": " 2026 0417 ",
    "because": "The payer wrote from the address of the payment.",
}
RECEIPT, REASON = WithoutCourtReason.RECEIPT_MISSING, WithoutCourtReason.WITHOUT_REASON


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"way": "same", "receipt": ""}, []),
        ({"way": "", "receipt": ""}, [WithoutCourtReason.WAY_MISSING]),
        ({"receipt": " "}, [RECEIPT]),
        ({"receipt": "x" * RECEIPT_LENGTH_MAX}, []),
        ({"receipt": "x" * (RECEIPT_LENGTH_MAX + 1)}, [RECEIPT]),
        ({"because": ""}, [REASON]),
        ({"because": "x" * (BECAUSE_LENGTH_MAX + 1), "receipt": ""}, [RECEIPT, REASON]),
    ],
)
def test_what_a_form_asks_for(changes, reasons):
    found = read({**FORM, **changes})

    assert isinstance(found, Wish) if not reasons else [each.reason for each in found] == reasons


def test_what_goes_out_once_more_has_no_number_yet():
    assert read(FORM) == Wish(Way.PAID, "2026 0417", FORM["because"])
    assert read({**FORM, "way": "same"}) == Wish(Way.SAME, "", FORM["because"])


@pytest.mark.parametrize(
    ("stuck", "reason"),
    [
        (None, WithoutCourtReason.NOT_OWED),
        *(
            (replace(STUCK, state=state, times=TIMES_MAX, held=FOUR), WithoutCourtReason.NOT_REFUSED)
            for state in PayoutState
            if state is not PayoutState.REFUSED
        ),
        (replace(STUCK, times=TIMES_MAX, held=FOUR), WithoutCourtReason.TOO_OFTEN),
        (replace(STUCK, times=TIMES_MAX - 1), None),
        (replace(STUCK, held=FOUR), WithoutCourtReason.NOT_HELD),
        (STUCK, None),
    ],
)
def test_r_61_what_may_be_sent_back(stuck, reason):
    refusal = judge(stuck)

    assert (refusal.reason if refusal else None) == reason


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        ({"times": 2}, WithoutCourtReason.NOT_REFUSED),
        ({"amount": FOUR}, WithoutCourtReason.NOT_HELD),
        ({"state": PayoutState.SENT}, WithoutCourtReason.NOT_REFUSED),
    ],
)
def test_what_was_proposed_is_done_only_as_it_was_read(changes, reason):
    refusal = judge_proposed(replace(STUCK, **changes), amount=FIVE, times=1)

    assert (refusal.reason if refusal else None) == reason


def test_what_the_operators_bank_paid_the_operator_put_in():
    put_in = paid_in(STUCK, proposal_id="a1", at=datetime(2026, 4, 17, tzinfo=UTC))

    assert (put_in.debit.id, put_in.credit.id) == ("bank:platform:CNY", "expense:platform:CNY")
    assert (put_in.id, put_in.amount, put_in.sale) == ("paidin:a1", FIVE, NO_SALE)


def test_what_the_operator_paid_left_no_gateway():
    assert [STUCK.gateway_of(way) for way in Way] == ["stripe", "bank"]
