"""A proposed account reads word by word, with Stripe only where it is named."""

from __future__ import annotations

from auction.payments.bank.account import CourtAccount
from auction.payments.bank.telling import tell_account

ACCOUNT = CourtAccount("Court", "6222020200112233445", "ICBC", "ICBKCNBJ", "CNY", "acct_123456")


def test_every_part_of_the_account_is_told() -> None:
    told = dict(tell_account(ACCOUNT.content))

    assert list(told.values()) == [
        "Court",
        "6222 0202 0011 2233 445",
        "ICBC",
        "ICBKCNBJ",
        "CNY",
        "acct_123456",
    ]


def test_a_court_without_stripe_is_told_without_it() -> None:
    told = dict(tell_account({**ACCOUNT.content, "stripe_account": ""}))

    assert len(told) == 5
