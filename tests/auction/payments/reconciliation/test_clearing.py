"""There is one account of a currency at each gateway, and one of each court at the bank."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.payments.fact import LineKind
from auction.payments.reconciliation.clearing import Clearing, Compared, CourtMoney, clearings_of
from auction.payments.reconciliation.line import Line
from auction.payments.reconciliation.matching import Span, match

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


@pytest.mark.parametrize(
    ("ours", "theirs", "in_ledger", "at_gateway", "is_apart"),
    [
        ([5], [5], 5, 5, False),
        ([5], [], 5, 5, True),
        ([5], [], 5, None, True),
        ([], [5], 0, 5, True),
        ([5], [5], 5, None, False),
        ([5], [5], 5, 6, True),
    ],
)
def test_a_day_is_apart_when_a_line_differs_or_the_lines_explain_no_balance(
    ours, theirs, in_ledger, at_gateway, is_apart
):
    day = date(2026, 3, 9)
    span = Span(datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC))
    sides = [[_line(minor, span) for minor in side] for side in (ours, theirs)]
    matched = match(*sides, span=span, currency="CNY")
    clearing = Clearing("gateway:paper:CNY", "paper", "CNY", "", "UTC")
    told = None if at_gateway is None else Money(at_gateway, "CNY")

    assert Compared(clearing, day, matched, Money(in_ledger, "CNY"), told).is_apart is is_apart


def _line(minor: int, span: Span) -> Line:
    at = span.since + timedelta(hours=1)
    return Line("in:p1", LineKind.PAYMENT, "p1", Money(minor, "CNY"), at, "in:p1")
