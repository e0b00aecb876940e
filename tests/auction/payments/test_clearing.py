"""A gateway keeps the money of all courts together, a bank keeps each court's by itself."""

from __future__ import annotations

import pytest

from auction.payments.clearing import clearing_of


@pytest.mark.parametrize(
    ("gateway", "court_id", "account_id"),
    [
        ("stripe", "c1", "gateway:stripe:EUR"),
        ("paper", "", "gateway:paper:EUR"),
        ("bank", "c1", "bank:c1:EUR"),
    ],
)
def test_money_lies_where_it_came(gateway, court_id, account_id):
    assert clearing_of(gateway, court_id=court_id, currency="EUR").id == account_id


def test_money_at_a_bank_is_some_courts():
    with pytest.raises(AssertionError):
        clearing_of("bank", court_id="", currency="EUR")
