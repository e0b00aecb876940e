"""There is one account of a currency at each gateway, and one of each court at the bank."""

from __future__ import annotations

from auction.payments.reconciliation.clearing import CourtMoney, clearings_of

EAST = CourtMoney("east", "CNY", "Asia/Shanghai", has_bank=True)
WEST = CourtMoney("west", "CNY", "Asia/Urumqi", has_bank=True)
SOUTH = CourtMoney("south", "HKD", "Asia/Hong_Kong")


def test_a_gateway_has_an_account_of_each_currency_for_all_courts():
    found = list(clearings_of(["paper"], [EAST, WEST, SOUTH]))

    assert [(each.account_id, each.court_id, each.time_zone) for each in found] == [
        ("gateway:paper:CNY", "", "UTC"),
        ("gateway:paper:HKD", "", "UTC"),
    ]


def test_a_bank_has_an_account_of_each_court_that_named_one_by_its_own_clock():
    found = list(clearings_of(["bank"], [WEST, EAST, SOUTH]))

    assert [(each.account_id, each.court_id, each.time_zone) for each in found] == [
        ("bank:east:CNY", "east", "Asia/Shanghai"),
        ("bank:west:CNY", "west", "Asia/Urumqi"),
    ]


def test_a_gateway_that_is_turned_off_has_none():
    assert list(clearings_of([], [EAST])) == []
