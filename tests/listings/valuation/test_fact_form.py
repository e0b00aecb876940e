"""Reads one step on the way to a price."""

from __future__ import annotations

from datetime import date

import pytest

from auction.kernel.money import Money
from listings.valuation.fact_form import read_fact
from listings.valuation.reason import WayReason
from listings.valuation.way import Fact, Step

FORM = {
    "happened": "offered",
    "on": "2026-03-01",
    "given_by": " creditor ",
    "amount": "1000000",
    "document": "",
}


def test_a_step_is_read():
    fact, errors = read_fact(FORM, "CNY")

    assert errors == {}
    assert fact == Fact(Step.OFFERED, date(2026, 3, 1), "creditor", Money(100_000_000, "CNY"), "")
    assert read_fact({**FORM, "amount": ""}, "CNY")[0] == Fact(Step.OFFERED, date(2026, 3, 1), "creditor")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("happened", "", WayReason.STEP_UNKNOWN),
        ("happened", "guessed", WayReason.STEP_UNKNOWN),
        ("on", "", WayReason.DAY_MISSING),
        ("on", "9999-01-01", WayReason.DAY_MISSING),
        ("given_by", "x" * 201, WayReason.TEXT_TOO_LONG),
        ("document", "x" * 201, WayReason.TEXT_TOO_LONG),
        ("amount", "much", "listing_amount_unreadable"),
        ("amount", "9" * 30, "listing_amount_unreadable"),
    ],
)
def test_what_cannot_be_read_is_named(name, text, expected):
    fact, errors = read_fact({**FORM, name: text}, "CNY")

    assert fact is None
    assert [str(errors[name].reason)] == [expected]
