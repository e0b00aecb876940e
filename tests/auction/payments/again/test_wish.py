"""Only what is known to be refused goes out again, to the accounts of its case and court alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auction.kernel.money import Money
from auction.payments.again.wish import (
    BECAUSE_LENGTH_MAX,
    AgainReason,
    Refused,
    Way,
    Wish,
    judge,
    judge_proposed,
    judge_way,
    read,
)
from auction.payments.payout import TIMES_MAX, PayoutKind, PayoutState

REFUSED = Refused(
    transfer_id="deposit-out:e1",
    case_number="(2026) 1",
    kind=PayoutKind.CASE_ACCOUNT,
    state=PayoutState.REFUSED,
    gateway="stripe",
    reason="account_closed",
    amount=Money(5, "CNY"),
    times=1,
    holder="East Court",
    account_number="6222000000001234",
    stripe_account="acct_1",
    bank_currency="CNY",
)
FORM = {"way": "same", "because": "The court has opened its account again."}


@pytest.mark.parametrize(
    ("changes", "reasons"),
    [
        ({}, []),
        ({"way": "bank"}, []),
        ({"way": ""}, [AgainReason.WAY_MISSING]),
        ({"way": "SAME"}, [AgainReason.WAY_MISSING]),
        ({"because": "x" * BECAUSE_LENGTH_MAX}, []),
        ({"because": "x" * (BECAUSE_LENGTH_MAX + 1)}, [AgainReason.WITHOUT_REASON]),
        ({"way": "?", "because": " "}, [AgainReason.WAY_MISSING, AgainReason.WITHOUT_REASON]),
    ],
)
def test_what_a_form_asks_for(changes, reasons):
    found = read({**FORM, **changes})

    assert isinstance(found, Wish) if not reasons else [each.reason for each in found] == reasons


@pytest.mark.parametrize(
    ("refused", "reason"),
    [
        (None, AgainReason.NOT_OF_A_CASE),
        (replace(REFUSED, kind=PayoutKind.REFUND, state=PayoutState.SENT), AgainReason.NOT_OF_A_CASE),
        *(
            (replace(REFUSED, state=state, times=TIMES_MAX), AgainReason.NOT_REFUSED)
            for state in PayoutState
            if state is not PayoutState.REFUSED
        ),
        (replace(REFUSED, times=TIMES_MAX), AgainReason.TOO_OFTEN),
        (replace(REFUSED, times=TIMES_MAX - 1), None),
        (REFUSED, None),
    ],
)
def test_r_62_what_may_go_out_again(refused, reason):
    refusal = judge(refused)

    assert (refusal.reason if refusal else None) == reason


@pytest.mark.parametrize(
    ("changes", "way", "reason"),
    [
        ({}, Way.SAME, None),
        ({}, Way.BANK, None),
        ({"account_number": "", "bank_currency": ""}, Way.SAME, None),
        ({"stripe_account": ""}, Way.SAME, AgainReason.NO_CONNECTED_ACCOUNT),
        ({"stripe_account": ""}, Way.BANK, None),
        ({"bank_currency": "EUR", "account_number": ""}, Way.BANK, AgainReason.NO_BANK),
        ({"account_number": ""}, Way.BANK, AgainReason.NO_ACCOUNT),
        ({"gateway": "bank", "bank_currency": ""}, Way.SAME, AgainReason.NO_BANK),
        ({"gateway": "paper", "account_number": ""}, Way.SAME, AgainReason.NO_ACCOUNT),
        ({"gateway": "paper", "bank_currency": ""}, Way.SAME, None),
    ],
)
def test_r_90_each_way_ends_at_an_account_that_is_named(changes, way, reason):
    refusal = judge_way(replace(REFUSED, **changes), way)

    assert (refusal.reason if refusal else None) == reason


def test_at_a_bank_there_is_one_way_and_elsewhere_there_are_two():
    assert replace(REFUSED, gateway="bank").ways == (Way.BANK,)
    assert REFUSED.ways == (Way.SAME, Way.BANK)
    assert [REFUSED.gateway_of(way) for way in REFUSED.ways] == ["stripe", "bank"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({}, None),
        # It went out since, and was refused once more: that is another refusal than the one that was read.
        ({"times": 2}, AgainReason.NOT_REFUSED),
        ({"state": PayoutState.UNKNOWN}, AgainReason.NOT_REFUSED),
        ({"stripe_account": "acct_2"}, AgainReason.OTHER_END),
        ({"stripe_account": ""}, AgainReason.NO_CONNECTED_ACCOUNT),
    ],
)
def test_what_was_proposed_goes_out_only_as_it_was_read(changes, reason):
    refusal = judge_proposed(replace(REFUSED, **changes), way=Way.SAME, end="acct_1", times=1)

    assert (refusal.reason if refusal else None) == reason
