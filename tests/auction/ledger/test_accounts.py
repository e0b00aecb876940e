"""The chart of accounts has five kinds, and none for a commission."""

from __future__ import annotations

import pytest

from auction.ledger import accounts
from auction.ledger.accounts import Kind


@pytest.mark.parametrize(
    ("account", "account_id"),
    [
        (accounts.payments("CNY"), "payments:CNY"),
        (accounts.deposit("e1"), "deposit:e1"),
        (accounts.balance("r1"), "balance:r1"),
        (accounts.case("k1"), "case:k1"),
        (accounts.unmatched("p1"), "unmatched:p1"),
    ],
)
def test_an_account_is_named_by_its_kind_and_read_back(account, account_id):
    assert account.id == account_id
    assert accounts.parse(account_id) == account


def test_no_kind_could_receive_a_commission():
    assert {kind.value for kind in Kind} == {"PAYMENTS", "DEPOSIT", "BALANCE", "CASE", "UNMATCHED"}


@pytest.mark.parametrize("account_id", ["commission:platform", "fee:1", "", "deposit"])
def test_an_account_of_no_kind_cannot_be_read(account_id):
    with pytest.raises((ValueError, AssertionError)):
        assert accounts.parse(account_id).subject
