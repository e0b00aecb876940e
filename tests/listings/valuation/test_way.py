"""The four ways to a reference price, their order, their times and their results (R-10 to R-14)."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.rules.rule_sets import rule_set
from listings.valuation import way
from listings.valuation.reason import WayReason
from listings.valuation.way import Fact, Result, Step

RULES = rule_set("cn-2016-18", 1)
LATER = date(2026, 12, 31)


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def yuan(amount: int) -> Money:
    return Money(amount * 100, "CNY")


def fact(step: Step, on: str, by: str = "", amount: int = 0) -> Fact:
    return Fact(step, day(on), by, yuan(amount) if amount else None)


def judge(new: Fact, *facts: Fact, today: date = LATER) -> str | None:
    refusal = way.judge_fact(new, facts, RULES, today=today)
    return refusal and str(refusal.reason)


def quotes(*each: tuple[str, str, int]) -> list[Fact]:
    """Return a network inquiry of 1 March with what was delivered: who, when, how much."""
    asked = fact(Step.INQUIRY_ASKED, "03-01")
    return [asked, *(fact(Step.INQUIRY_DELIVERED, on, by, amount) for by, on, amount in each)]


@pytest.mark.parametrize(
    ("seized", "expected"),
    [pytest.param("01-05", "02-04", id="R-10/1"), pytest.param("02-01", "03-03", id="R-10/2")],
)
def test_the_way_begins_thirty_days_after_the_seizure(seized, expected):
    assert way.begins_until([fact(Step.SEIZED, seized)], RULES) == day(expected)


BEGUN = fact(Step.BEGUN, "02-01")
FAILED = fact(Step.NEGOTIATION_FAILED, "02-10")


@pytest.mark.parametrize(
    ("step", "facts", "expected"),
    [
        pytest.param(Step.NEGOTIATION_FAILED, (BEGUN,), None, id="R-11/10"),
        pytest.param(Step.TARGETED_ASKED, (BEGUN,), WayReason.OUT_OF_ORDER, id="R-11/11"),
        pytest.param(Step.TARGETED_ASKED, (BEGUN, FAILED), None, id="R-11/12"),
        pytest.param(Step.TARGETED_ASKED, (fact(Step.TARGETED_AGREED, "02-02"),), None, id="R-11/13"),
        pytest.param(Step.INQUIRY_ASKED, (BEGUN, FAILED), WayReason.OUT_OF_ORDER, id="R-11/14"),
        pytest.param(Step.INQUIRY_ASKED, (fact(Step.TARGETED_FAILED, "02-20"),), None, id="R-11/15"),
        pytest.param(Step.INQUIRY_ASKED, (fact(Step.NETWORK_AGREED, "02-02"),), None, id="R-11/16"),
        # What happened later does not carry what was noted for an earlier day.
        pytest.param(
            Step.INQUIRY_ASKED, (fact(Step.NETWORK_AGREED, "03-02"),), WayReason.OUT_OF_ORDER, id="R-11/17"
        ),
        # What was agreed has no report to object to.
        pytest.param(Step.REPORT_SENT, (BEGUN,), WayReason.OUT_OF_ORDER, id="R-11/18"),
    ],
)
def test_the_ways_follow_one_another(step, facts, expected):
    assert judge(fact(step, "03-01", "An office"), *facts) == expected


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        pytest.param((("creditor", 1_000_000), ("debtor", 1_000_000)), 1_000_000, id="R-11/20"),
        pytest.param((("creditor", 1_000_000), ("debtor", 990_000)), None, id="R-11/21"),
        pytest.param((("creditor", 1_000_000),), None, id="R-11/22"),
        pytest.param((("creditor", 1_000_000), ("creditor", 1_000_000)), None, id="R-11/23"),
        pytest.param(
            (("creditor", 1_000_000), ("debtor", 990_000), ("creditor", 990_000)), 990_000, id="R-11/24"
        ),
    ],
)
def test_equal_offers_of_the_parties_are_the_price(facts, expected):
    offers = [BEGUN, *(fact(Step.OFFERED, "02-05", by, amount) for by, amount in facts)]
    price = expected and Result("negotiation", yuan(expected))

    assert way.result_of(offers, RULES) == price
    assert way.result_of([*offers, FAILED], RULES) is None


def test_the_answer_of_an_authority_is_the_price():
    answered = fact(Step.TARGETED_ANSWERED, "03-01", "Tax office", 880_000)

    assert way.result_of([BEGUN, FAILED, answered], RULES) == Result("targeted", yuan(880_000))


@pytest.mark.parametrize(
    ("delivered", "expected"),
    [
        pytest.param(
            (("A", "03-02", 980_000), ("B", "03-03", 1_020_000), ("C", "03-04", 1_060_000)),
            yuan(1_020_000),
            id="R-12/10",
        ),
        # The third one missed the time by a day.
        pytest.param(
            (("A", "03-02", 980_000), ("B", "03-03", 1_020_000), ("C", "03-05", 1_060_000)),
            yuan(1_000_000),
            id="R-12/11",
        ),
        pytest.param((("A", "03-05", 980_000),), None, id="R-12/12"),
        pytest.param((), None, id="R-12/13"),
        # A platform that corrects its result within the time has one result.
        pytest.param(
            (("A", "03-02", 980_000), ("B", "03-02", 1_000_000), ("A", "03-04", 1_020_000)),
            yuan(1_010_000),
            id="R-12/21",
        ),
    ],
)
def test_the_price_is_the_mean_of_what_came_in_time(delivered, expected):
    price = expected and Result("network", expected)

    assert way.result_of(quotes(*delivered), RULES) == price


@pytest.mark.parametrize(
    ("minors", "expected"),
    [
        pytest.param((100, 101), 101, id="R-12/14"),
        pytest.param((100, 100, 101), 100, id="R-12/15"),
        pytest.param((100, 101, 101), 101, id="R-12/16"),
    ],
)
def test_half_a_minor_unit_goes_up(minors, expected):
    facts = quotes()
    facts += [
        Fact(Step.INQUIRY_DELIVERED, day("03-02"), str(number), Money(minor, "CNY"))
        for number, minor in enumerate(minors)
    ]

    assert way.result_of(facts, RULES) == Result("network", Money(expected, "CNY"))


def test_what_was_objected_to_is_left_out():
    facts = quotes(("A", "03-02", 980_000), ("B", "03-03", 1_020_000), ("C", "03-04", 1_060_000))
    facts += [fact(Step.RECEIVED, "03-05"), fact(Step.OBJECTION, "03-08", "C")]

    assert way.result_of(facts, RULES) == Result("network", yuan(1_000_000))


@pytest.mark.parametrize(
    ("delivered", "extended", "expected"),
    [
        pytest.param((), 0, None, id="R-12/17"),
        pytest.param((), 1, WayReason.EXTENDED_BEFORE, id="R-12/18"),
        pytest.param((("A", "03-04", 1),), 0, WayReason.SOME_DELIVERED, id="R-12/19"),
        pytest.param((("A", "03-05", 1),), 0, None, id="R-12/20"),
    ],
)
def test_an_inquiry_is_extended_once_and_only_if_all_missed_it(delivered, extended, expected):
    facts = [*quotes(*delivered), *[fact(Step.INQUIRY_EXTENDED, "03-05")] * extended]

    assert judge(fact(Step.INQUIRY_EXTENDED, "03-06"), *facts) == expected


def test_an_extension_gives_three_more_days():
    late = fact(Step.INQUIRY_DELIVERED, "03-07", "A", 500_000)

    assert way.result_of([*quotes(), late], RULES) is None
    extended = [*quotes(), fact(Step.INQUIRY_EXTENDED, "03-05"), late]
    assert way.result_of(extended, RULES) == Result("network", yuan(500_000))


COMMISSIONED = fact(Step.APPRAISAL_COMMISSIONED, "03-01", "First")
EXTENDED = fact(Step.APPRAISAL_EXTENDED, "03-20")
AGAIN = fact(Step.APPRAISAL_EXTENDED, "04-05")


@pytest.mark.parametrize(
    ("new", "facts", "expected"),
    [
        # Thirty days end on the 31st; five days before it is the 26th.
        pytest.param(fact(Step.APPRAISAL_EXTENDED, "03-26"), (COMMISSIONED,), None, id="R-13/10"),
        pytest.param(
            fact(Step.APPRAISAL_EXTENDED, "03-27"), (COMMISSIONED,), WayReason.EXTENSION_LATE, id="R-13/11"
        ),
        pytest.param(AGAIN, (COMMISSIONED, EXTENDED), None, id="R-13/12"),
        pytest.param(
            fact(Step.APPRAISAL_EXTENDED, "04-20"),
            (COMMISSIONED, EXTENDED, AGAIN),
            WayReason.NO_MORE_EXTENSIONS,
            id="R-13/13",
        ),
        # Day sixty is the last one after two extensions.
        pytest.param(
            fact(Step.APPRAISAL_DELIVERED, "04-30", "First", 9),
            (COMMISSIONED, EXTENDED, AGAIN),
            None,
            id="R-13/14",
        ),
        pytest.param(
            fact(Step.APPRAISAL_DELIVERED, "05-01", "First", 9),
            (COMMISSIONED, EXTENDED, AGAIN),
            WayReason.REPORT_LATE,
            id="R-13/15",
        ),
        pytest.param(
            fact(Step.APPRAISAL_DELIVERED, "03-31", "Second", 9),
            (COMMISSIONED,),
            WayReason.OTHER_AGENCY,
            id="R-13/16",
        ),
        # The next agency has thirty days of its own, and its own extensions.
        pytest.param(
            fact(Step.APPRAISAL_DELIVERED, "06-01", "Second", 9),
            (COMMISSIONED, EXTENDED, AGAIN, fact(Step.APPRAISAL_COMMISSIONED, "05-02", "Second")),
            None,
            id="R-13/17",
        ),
        pytest.param(
            fact(Step.APPRAISAL_COMMISSIONED, "06-02", "Fourth"),
            (
                fact(Step.APPRAISAL_ASKED, "02-02"),
                *(fact(Step.APPRAISAL_COMMISSIONED, "03-01", name) for name in ("First", "Second", "Third")),
            ),
            WayReason.NO_AGENCY_LEFT,
            id="R-13/18",
        ),
    ],
)
def test_an_appraisal_has_its_time(new, facts, expected):
    assert judge(new, *facts) == expected


def test_an_appraisal_is_the_price_and_until_then_there_is_none():
    facts = [*quotes(("A", "03-02", 980_000)), fact(Step.APPRAISAL_COMMISSIONED, "03-10", "First")]

    assert way.result_of(facts, RULES) is None
    delivered = fact(Step.APPRAISAL_DELIVERED, "04-01", "First", 1_010_000)
    assert way.result_of([*facts, delivered], RULES) == Result("appraisal", yuan(1_010_000))


@pytest.mark.parametrize(
    ("new", "facts", "expected"),
    [
        pytest.param(
            fact(Step.DEEMED_RECEIVED, "04-16"), (fact(Step.REPORT_POSTED, "04-01"),), None, id="R-14/10"
        ),
        pytest.param(
            fact(Step.DEEMED_RECEIVED, "04-15"),
            (fact(Step.REPORT_POSTED, "04-01"),),
            WayReason.DEEMED_EARLY,
            id="R-14/11",
        ),
        # The example of the rulebook: deemed received on the 16th.
        pytest.param(
            fact(Step.OBJECTION, "04-21", "A"), (fact(Step.DEEMED_RECEIVED, "04-16"),), None, id="R-14/12"
        ),
        pytest.param(
            fact(Step.OBJECTION, "04-22", "A"),
            (fact(Step.DEEMED_RECEIVED, "04-16"),),
            WayReason.OBJECTION_LATE,
            id="R-14/13",
        ),
        pytest.param(fact(Step.OBJECTION, "04-20", "A"), (), WayReason.OUT_OF_ORDER, id="R-14/14"),
        pytest.param(fact(Step.ANSWERED, "04-25"), (), WayReason.OUT_OF_ORDER, id="R-14/15"),
    ],
)
def test_reports_are_received_and_objected_to(new, facts, expected):
    assert judge(new, *facts) == expected


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (Fact(Step.BEGUN, LATER), WayReason.NOT_YET),
        (Fact(Step.OFFERED, day("03-01"), "creditor"), WayReason.AMOUNT_MISSING),
        (Fact(Step.OFFERED, day("03-01"), "", yuan(1)), WayReason.GIVER_MISSING),
        (BEGUN, WayReason.NOTED_BEFORE),
    ],
)
def test_a_step_says_what_belongs_to_it(new, expected):
    assert judge(new, BEGUN, today=day("12-30")) == expected


@given(st.lists(st.integers(1, 10**12), min_size=1, max_size=9))
def test_a_mean_lies_between_its_quotes_within_half_a_unit(minors):
    facts = quotes()
    facts += [
        Fact(Step.INQUIRY_DELIVERED, day("03-02"), str(number), Money(minor, "CNY"))
        for number, minor in enumerate(minors)
    ]

    found = way.result_of(facts, RULES)

    assert found is not None
    assert min(minors) <= found.amount.minor <= max(minors)
    assert abs(found.amount.minor * len(minors) - sum(minors)) * 2 <= len(minors)


def test_a_price_is_found_on_the_day_of_what_makes_it():
    asked = Fact(Step.INQUIRY_ASKED, date(2026, 3, 2))
    in_time = Fact(Step.INQUIRY_DELIVERED, date(2026, 3, 3), "P", Money(100, "CNY"))
    late = Fact(Step.INQUIRY_DELIVERED, date(2026, 6, 1), "Q", Money(300, "CNY"))
    offers = [
        Fact(Step.OFFERED, date(2026, 3, day), who, Money(100, "CNY"))
        for day, who in ((5, "debtor"), (3, "creditor"))
    ]

    assert way.found_on([asked, in_time, late], RULES) == date(2026, 3, 3)
    assert way.found_on(offers, RULES) == date(2026, 3, 5)
    assert way.found_on([], RULES) is None


def test_a_new_commission_makes_the_old_report_no_price():
    facts = [
        Fact(Step.APPRAISAL_COMMISSIONED, date(2026, 3, 2), "A"),
        Fact(Step.APPRAISAL_DELIVERED, date(2026, 3, 9), "A", Money(100, "CNY")),
        Fact(Step.APPRAISAL_COMMISSIONED, date(2026, 9, 1), "B"),
    ]

    assert way.result_of(facts[:2], RULES) == Result("appraisal", Money(100, "CNY"))
    assert way.result_of(facts, RULES) is None


def test_a_way_that_was_begun_later_leaves_no_earlier_price():
    facts = [
        Fact(Step.TARGETED_ANSWERED, date(2026, 3, 2), "Office", Money(77, "CNY")),
        Fact(Step.TARGETED_FAILED, date(2026, 3, 3)),
    ]

    assert way.result_of(facts, RULES) is None


def test_a_corrected_result_counts_and_an_objection_before_it_does_not():
    asked = Fact(Step.INQUIRY_ASKED, date(2026, 3, 2))
    first, corrected = (
        Fact(Step.INQUIRY_DELIVERED, date(2026, 3, day), "P", Money(amount, "CNY"))
        for day, amount in ((3, 100), (10, 90))
    )
    objection = Fact(Step.OBJECTION, date(2026, 3, 8), "P")

    assert way.result_of([asked, first, objection], RULES) is None
    assert way.result_of([asked, first, objection, corrected], RULES) == Result("network", Money(90, "CNY"))


def test_an_objection_on_the_working_day_after_a_holiday_is_in_time():
    facts = [Fact(Step.REPORT_SENT, date(2026, 4, 24)), Fact(Step.RECEIVED, date(2026, 4, 26))]

    def noted(day):
        return way.judge_fact(Fact(Step.OBJECTION, day, "P"), facts, RULES, today=date(2026, 6, 1))

    assert noted(date(2026, 5, 6)) is None
    assert noted(date(2026, 5, 7)).reason == WayReason.OBJECTION_LATE
