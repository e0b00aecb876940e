"""Only what was refused, or knows no way back, is sent to an account that is one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auction.kernel.money import Money
from auction.payments.bank.account import NAME_LENGTH_MAX
from auction.payments.by_hand.wish import (
    BECAUSE_LENGTH_MAX,
    ByHandReason,
    Owed,
    Wish,
    judge,
    judge_proposed,
    read,
)
from auction.payments.payout import PayoutKind, PayoutState

FIVE, FOUR = Money(5, "CNY"), Money(4, "CNY")
REFUSED = Owed(
    "back:p1",
    PayoutKind.REFUND,
    PayoutState.REFUSED,
    "closed",
    1,
    amount=FIVE,
    held=FIVE,
    bank_currency="CNY",
)
FORM = {"holder": " Ann  Li ", "number": "6222 0000-0000 1234", "code": "", "because": "Seen the card."}


def test_an_account_is_read_as_banks_write_it_and_shown_by_its_end():
    wished = read(FORM)

    assert isinstance(wished, Wish)
    assert (wished.creditor.name, wished.creditor.account) == ("Ann Li", "6222000000001234")
    assert wished.number_shown == "…1234"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"holder": ""}, ByHandReason.HOLDER_MISSING),
        ({"holder": "x" * (NAME_LENGTH_MAX + 1)}, ByHandReason.HOLDER_MISSING),
        ({"holder": "x" * NAME_LENGTH_MAX}, None),
        ({"number": "12"}, ByHandReason.NUMBER_WRONG),
        ({"number": "DE89370400440532013001"}, ByHandReason.NUMBER_WRONG),
        ({"number": "DE89370400440532013000"}, None),
        ({"code": "?1"}, ByHandReason.CODE_WRONG),
        ({"code": "102100099996"}, None),
        ({"because": " "}, ByHandReason.WITHOUT_REASON),
        ({"because": "x" * (BECAUSE_LENGTH_MAX + 1)}, ByHandReason.WITHOUT_REASON),
        ({"because": "x" * BECAUSE_LENGTH_MAX}, None),
    ],
)
def test_what_a_form_names(changes, reason):
    found = read({**FORM, **changes})

    assert [each.reason for each in found] == [reason] if reason else isinstance(found, Wish)


def test_everything_that_is_wrong_is_said_at_once():
    assert len(read({})) == 3


@pytest.mark.parametrize(
    ("owed", "reason"),
    [
        (None, ByHandReason.NOT_OWED),
        (replace(REFUSED, kind=PayoutKind.CASE_ACCOUNT, state=PayoutState.SENT), ByHandReason.NOT_OWED),
        (replace(REFUSED, state=PayoutState.SENT, held=FOUR), ByHandReason.ON_ITS_WAY),
        (replace(REFUSED, state=PayoutState.UNDER_WAY), ByHandReason.ON_ITS_WAY),
        (replace(REFUSED, state=PayoutState.UNKNOWN), ByHandReason.ON_ITS_WAY),
        (replace(REFUSED, state=PayoutState.PENDING, attempts=1), ByHandReason.ON_ITS_WAY),
        (replace(REFUSED, state=PayoutState.PENDING, attempts=0, reason=""), ByHandReason.ON_ITS_WAY),
        (replace(REFUSED, state=PayoutState.PENDING, attempts=0), None),
        (replace(REFUSED, held=FOUR, bank_currency=""), ByHandReason.NOT_HELD),
        (replace(REFUSED, bank_currency="EUR"), ByHandReason.NO_BANK),
        (replace(REFUSED, bank_currency=""), ByHandReason.NO_BANK),
        (REFUSED, None),
    ],
)
def test_what_may_go_another_way(owed, reason):
    refusal = judge(owed)

    assert (refusal.reason if refusal else None) == reason


@pytest.mark.parametrize(
    ("owed", "reason"),
    [
        (REFUSED, None),
        (None, ByHandReason.NOT_OWED),
        (replace(REFUSED, amount=FOUR, held=FOUR), ByHandReason.NOT_HELD),
        (replace(REFUSED, amount=FOUR, held=FOUR, bank_currency=""), ByHandReason.NO_BANK),
    ],
)
def test_what_was_proposed_is_sent_whole_or_not_at_all(owed, reason):
    refusal = judge_proposed(owed, FIVE)

    assert (refusal.reason if refusal else None) == reason
