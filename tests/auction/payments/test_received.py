"""Only the whole amount in the bidder's own name is what was asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.payments.received import (
    PaymentRequest,
    ReceivedPayment,
    RequestPurpose,
    RequestState,
    format_reference,
    match,
)

AT = datetime(2026, 4, 1, tzinfo=UTC)
REQUEST = PaymentRequest(
    id="q1",
    reference="K7F3K-9XQ2M",
    purpose=RequestPurpose.DEPOSIT,
    subject_id="e1",
    account_id="a1",
    round_id="r1",
    amount=Money(100, "CNY"),
    state=RequestState.RECEIVED,
    asked_at=AT,
)
PAYMENT = ReceivedPayment("p1", Money(100, "CNY"), b"", AT, REQUEST)


@pytest.mark.parametrize(
    ("state", "amount", "payer", "reason"),
    [
        # Every row also deserves the reasons below it: the order is tested too.
        ("ACCEPTED", Money(99, "EUR"), "Bo", "payment_already_made"),
        ("RECEIVED", Money(99, "EUR"), "Bo", "payment_in_other_currency"),
        ("RECEIVED", Money(99, "CNY"), "Bo", "payment_of_other_amount"),
        ("RECEIVED", Money(101, "CNY"), "Ann", "payment_of_other_amount"),
        ("OPEN", Money(100, "CNY"), "Bo", "payment_under_other_name"),
        ("RECEIVED", Money(100, "CNY"), "Ann", None),
        ("OPEN", Money(100, "CNY"), "Ann", None),
    ],
)
def test_says_the_first_reason_that_applies(state, amount, payer, reason):
    request = replace(REQUEST, state=RequestState(state))

    assert match(request, replace(PAYMENT, amount=amount), payer=payer, expected="Ann") == reason


@pytest.mark.parametrize(
    ("payer", "expected"),
    [
        ("LI NA", "Li Na"),
        ("ＬＩ　ＮＡ", "Li Na"),
        ("欧阳娜娜", "欧阳·娜娜"),
        ("买买提•艾力", "买买提·艾力"),
        (" 王 伟 ", "王伟"),
    ],
)
def test_a_bank_may_write_a_name_in_its_own_way(payer, expected):
    assert match(REQUEST, PAYMENT, payer=payer, expected=expected) is None


@pytest.mark.parametrize(
    ("payer", "expected"), [("王维", "王伟"), ("Li Nan", "Li Na"), ("", ""), ("·", "·"), ("Na Li", "Li Na")]
)
def test_another_name_is_another_person_and_no_name_is_nobodys(payer, expected):
    assert match(REQUEST, PAYMENT, payer=payer, expected=expected) == "payment_under_other_name"


def test_a_reference_can_be_copied_from_paper():
    assert format_reference("K7F3K", "9XQ2M") == "K7F3K-9XQ2M"
