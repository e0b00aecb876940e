"""The chart of accounts is closed, every account names its currency, and none is for a commission."""

from __future__ import annotations

import pytest

from auction.ledger import accounts
from auction.ledger.accounts import CREDIT_SIDE, DEBIT_SIDE, Kind


@pytest.mark.parametrize(
    ("account", "account_id"),
    [
        (accounts.gateway("stripe", "EUR"), "gateway:stripe:EUR"),
        (accounts.bank("c1", "CNY"), "bank:c1:CNY"),
        (accounts.transit("platform", "CNY"), "transit:platform:CNY"),
        (accounts.case_bank("k1", "CNY"), "casebank:k1:CNY"),
        (accounts.deposit("e1", "CNY"), "deposit:e1:CNY"),
        (accounts.payable("e1", "CNY"), "payable:e1:CNY"),
        (accounts.balance("r1", "CNY"), "balance:r1:CNY"),
        (accounts.set_off("r1", "CNY"), "setoff:r1:CNY"),
        (accounts.case("k1", "JPY"), "case:k1:JPY"),
        (accounts.unmatched("a:b", "CNY"), "unmatched:a:b:CNY"),
        (accounts.forfeited("r1", "CNY"), "forfeited:r1:CNY"),
        (accounts.dispute("p1", "CNY"), "dispute:p1:CNY"),
        (accounts.expense("CNY"), "expense:platform:CNY"),
    ],
)
def test_an_account_is_named_by_its_kind_and_currency_and_read_back(account, account_id):
    assert account.id == account_id
    assert accounts.parse(account_id) == account


def test_no_kind_could_receive_a_commission():
    assert {kind.name for kind in CREDIT_SIDE} == {
        "DEPOSIT",
        "PAYABLE",
        "BALANCE",
        "CASE",
        "UNMATCHED",
        "FORFEITED",
    }
    assert {kind.name for kind in DEBIT_SIDE} == {
        "GATEWAY",
        "BANK",
        "TRANSIT",
        "CASE_BANK",
        "SET_OFF",
        "DISPUTE",
        "EXPENSE",
    }
    assert {*CREDIT_SIDE, *DEBIT_SIDE} == set(Kind)


def test_what_lies_somewhere_is_on_the_debit_side_and_what_is_somebodys_is_not():
    assert accounts.is_debit_side(Kind.GATEWAY)
    assert not accounts.is_debit_side(Kind.DEPOSIT)


@pytest.mark.parametrize(
    "account_id", ["commission:platform:CNY", "fee:1:CNY", "", "deposit", "deposit::CNY", "deposit:e1:XXX"]
)
def test_an_account_that_is_not_in_the_chart_cannot_be_read(account_id):
    with pytest.raises((ValueError, AssertionError)):
        accounts.parse(account_id)
