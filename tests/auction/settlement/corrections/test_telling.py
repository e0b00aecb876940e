"""A proposed correction tells what it takes back, and what its reverse moves."""

from __future__ import annotations

from datetime import UTC, datetime

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, Transfer
from auction.settlement.corrections.telling import OTHER_PURPOSE, content_of, tell_correction, words_of
from auction.settlement.corrections.wrong import CORRECTABLE

FEE = Transfer(
    "fee:f1",
    accounts.expense("CNY"),
    accounts.bank("east", "CNY"),
    Money(5, "CNY"),
    Purpose.FEE_CHARGED,
    datetime(2026, 3, 1, 2, 0, tzinfo=UTC),
)


def test_what_a_judge_reads():
    told = [value for _label, value in tell_correction(content_of(FEE, "Charged twice."))]

    assert told == [
        "Fee of a payment service or bank",
        "fee:f1",
        Money(5, "CNY"),
        "bank:east:CNY",
        "expense:platform:CNY",
        "Charged twice.",
    ]


def test_everything_that_may_be_corrected_has_words():
    assert [purpose for purpose in CORRECTABLE if words_of(purpose) == OTHER_PURPOSE] == []
    assert words_of(Purpose.DEPOSIT_PAID) == OTHER_PURPOSE
