"""What a page tells of the way to a price."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from auction.kernel.money import Money
from auction.rules.rule_sets import rule_set
from listings.valuation.telling import due_of, fee_base_of, fees_of
from listings.valuation.way import Fact, Step

RULES = rule_set("cn-2016-18", 1)


def test_each_last_day_is_told_with_its_rule():
    facts = [
        Fact(Step.SEIZED, date(2026, 1, 5)),
        Fact(Step.INQUIRY_ASKED, date(2026, 2, 1)),
        Fact(Step.APPRAISAL_COMMISSIONED, date(2026, 3, 1), "First"),
        Fact(Step.RECEIVED, date(2026, 4, 1)),
    ]

    assert [(rule, day.isoformat()) for _, rule, day in due_of(facts, RULES)] == [
        ("R-10", "2026-02-04"),
        ("R-12", "2026-02-04"),
        ("R-13", "2026-03-31"),
        # Day five is a holiday (清明), so the period ends on the next working day.
        ("R-14", "2026-04-07"),
    ]
    assert due_of([], RULES) == []


def test_fees_are_told_of_a_network_inquiry_that_led_to_a_price():
    asked = Fact(Step.INQUIRY_ASKED, date(2026, 2, 1))
    quotes = [
        Fact(Step.INQUIRY_DELIVERED, date(2026, 2, 2), name, Money(minor, "CNY"))
        for name, minor in (("A", 980), ("B", 1_020))
    ]

    assert fees_of([asked, *quotes], Money(990, "CNY"), RULES) == [("A", Fraction(1))]
    assert fees_of([asked, *quotes], None, RULES) == []
    assert fees_of([asked], Money(990, "CNY"), RULES) == []


def test_no_fee_goes_to_a_platform_whose_result_was_late():
    asked = Fact(Step.INQUIRY_ASKED, date(2026, 3, 2))
    in_time = Fact(Step.INQUIRY_DELIVERED, date(2026, 3, 3), "P", Money(100, "CNY"))
    late = Fact(Step.INQUIRY_DELIVERED, date(2026, 6, 1), "Q", Money(300, "CNY"))

    assert fees_of([asked, in_time, late], Money(300, "CNY"), RULES) == [("P", Fraction(1))]


def test_an_appraiser_s_fee_is_counted_from_the_lower_price_once_the_lot_is_sold():
    facts = [
        Fact(Step.APPRAISAL_COMMISSIONED, date(2026, 3, 2), "A"),
        Fact(Step.APPRAISAL_DELIVERED, date(2026, 3, 9), "A", Money(100, "CNY")),
    ]

    assert fee_base_of(facts, Money(90, "CNY"), RULES) == Money(90, "CNY")
    assert fee_base_of(facts, Money(110, "CNY"), RULES) == Money(100, "CNY")
    assert fee_base_of(facts, None, RULES) is None
    assert fee_base_of(facts[:1], Money(90, "CNY"), RULES) is None
