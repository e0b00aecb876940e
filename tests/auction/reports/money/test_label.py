"""What accounts are called."""

from __future__ import annotations

import pytest

from auction.ledger import accounts
from auction.reports.money.label import Labels

LABELS = Labels(
    codes={"e1": "K7F3K"}, cases={"c1": "(2026) 7"}, lots={"r1": "A flat"}, courts={"t1": "East Court"}
)


@pytest.mark.parametrize(
    ("account", "label"),
    [
        (accounts.deposit("e1", "CNY"), "K7F3K"),
        (accounts.payable("e1", "CNY"), "K7F3K"),
        (accounts.payable("r1", "CNY"), "A flat"),
        (accounts.payable("pay_1", "CNY"), "pay_1"),
        (accounts.deposit("e2", "CNY"), "e2"),
        (accounts.balance("r1", "CNY"), "A flat"),
        (accounts.case("c1", "CNY"), "(2026) 7"),
        (accounts.case_bank("c1", "CNY"), "(2026) 7"),
        (accounts.case("c2", "CNY"), "c2"),
        (accounts.bank("t1", "CNY"), "East Court"),
        (accounts.transit("platform", "CNY"), "platform"),
        (accounts.gateway("stripe", "CNY"), "stripe"),
    ],
)
def test_an_account_is_called_by_what_is_known_of_it(account, label):
    assert LABELS.of(account) == label
