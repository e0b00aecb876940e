"""A payout carries its transfer's id and is tried again ever more rarely, but never given up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, Sale, Transfer
from auction.payments.payout import (
    TIMES_MAX,
    Payout,
    PayoutKind,
    case_credit_of,
    format_account,
    key_of,
    refund_of,
    retry_after,
    transfer_of,
)

AT = datetime(2026, 4, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"), [(1, 5), (2, 10), (3, 20), (9, 1280), (10, 1800), (1_000_000, 1800)]
)
def test_the_wait_doubles_up_to_half_an_hour(attempts, seconds):
    assert retry_after(attempts) == timedelta(seconds=seconds)


def test_a_refund_goes_back_over_the_payment_that_brought_the_money():
    back = Transfer(
        "deposit-out:e1",
        accounts.deposit("e1", "CNY"),
        accounts.payable("e1", "CNY"),
        Money(5, "CNY"),
        Purpose.DEPOSIT_RETURNED,
        AT,
    )

    payout = refund_of(back, "pay_1", due_at=AT)

    assert (payout.transfer_id, payout.kind, payout.destination, payout.amount) == (
        "deposit-out:e1",
        PayoutKind.REFUND,
        "payment:pay_1",
        Money(5, "CNY"),
    )


def test_money_of_a_case_goes_to_the_case():
    out = Transfer(
        "balance-out:r1",
        accounts.balance("r1", "CNY"),
        accounts.case("k1", "CNY"),
        Money(5, "CNY"),
        Purpose.BALANCE_APPLIED,
        AT,
        Sale(case_id="k1"),
    )

    assert case_credit_of(out, due_at=AT).destination == "case:k1"


def test_a_payout_knows_the_payment_or_the_account_that_it_goes_to():
    at = datetime(2026, 4, 1, tzinfo=UTC)
    back = Payout("t1", PayoutKind.REFUND, "payment:p1", Money(5, "CNY"), at)
    on = Payout("t2", PayoutKind.CASE_ACCOUNT, format_account("6222"), Money(5, "CNY"), at)

    assert (back.payment_id, back.account_number) == ("p1", "")
    assert (on.payment_id, on.account_number) == ("", "6222")


@pytest.mark.parametrize(
    ("number", "key"), [(1, "deposit-out:e1"), (2, "deposit-out:e1#2"), (TIMES_MAX, "deposit-out:e1#9")]
)
def test_each_time_that_a_payout_goes_out_has_a_key_of_its_own(number: int, key: str):
    assert key_of("deposit-out:e1", number) == key
    assert transfer_of(key) == "deposit-out:e1"


@pytest.mark.parametrize("key", ["back:p#1", "back:p#10", "back:p#", "back:p#2x", "sent:x:2"])
def test_what_only_looks_like_the_key_of_another_time_is_a_transfer_itself(key: str):
    assert transfer_of(key) == key


@pytest.mark.parametrize("number", [0, TIMES_MAX + 1])
def test_a_payout_has_no_other_times(number: int):
    with pytest.raises(AssertionError):
        key_of("deposit-out:e1", number)
