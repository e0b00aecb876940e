"""How long a price may be relied on, and by which ways it may be found (R-15, R-16, R-20)."""

from __future__ import annotations

from datetime import date

import pytest

from auction.rules.rule_sets import rule_set
from listings.reason import Missing
from listings.valuation import price
from listings.valuation.price import Dates, Price
from listings.valuation.reason import Reason

RULES = rule_set("cn-2016-18", 1)


def day(text: str) -> date:
    return date.fromisoformat(text)


def reasons(found: Price, *, today: str, opens_on: str = "", noticed_on: tuple[str, ...] = ()) -> list[str]:
    dates = Dates(day(today), day(opens_on) if opens_on else None, tuple(day(each) for each in noticed_on))
    return [str(refusal.reason) for refusal in price.check_price(found, rules=RULES, dates=dates)]


FIXED = Price("appraisal", date(2025, 6, 30))


@pytest.mark.parametrize(
    ("today", "opens_on", "noticed_on", "expected"),
    [
        # The example of the rulebook: valid to 30 June, first notice on the 20th, second round in January.
        pytest.param("2026-12-15", "2027-01-05", ("2026-06-20",), [Reason.STALE], id="R-15/1"),
        pytest.param("2026-12-15", "2026-12-31", ("2026-06-20",), [Reason.STALE], id="R-15/2"),
        pytest.param("2026-12-15", "2026-12-30", ("2026-06-20",), [], id="R-15/3"),
        # The first notice within the validity, and a day after it.
        pytest.param("2026-06-30", "2026-07-31", (), [], id="R-15/4"),
        pytest.param("2026-07-01", "2026-08-01", (), [Reason.EXPIRED], id="R-15/5"),
        # A first notice before the price was fixed was one of another price.
        pytest.param("2026-07-01", "2026-08-01", ("2025-06-29",), [Reason.EXPIRED], id="R-15/6"),
        pytest.param("2026-07-01", "2026-08-01", ("2025-06-30",), [], id="R-15/7"),
        pytest.param("2025-06-29", "2025-08-01", (), [Reason.FIXED_LATER], id="R-15/8"),
        pytest.param("2025-06-30", "", (), [], id="R-15/9"),
    ],
)
def test_a_price_is_judged_at_every_round(today, opens_on, noticed_on, expected):
    assert reasons(FIXED, today=today, opens_on=opens_on, noticed_on=noticed_on) == expected


@pytest.mark.parametrize(
    ("named", "today", "expected"),
    [
        pytest.param("2025-09-30", "2025-09-30", [], id="R-15/10"),
        pytest.param("2025-09-30", "2025-10-01", [Reason.EXPIRED], id="R-15/11"),
        pytest.param("2026-06-30", "2025-09-30", [], id="R-15/12"),
        pytest.param("2026-07-01", "2025-09-30", [Reason.VALID_TOO_LONG], id="R-15/13"),
        pytest.param("2025-06-29", "2025-09-30", [Reason.VALID_BEFORE_FIXED], id="R-15/14"),
    ],
)
def test_a_report_may_name_an_earlier_end_and_no_later_one(named, today, expected):
    assert reasons(Price("network", date(2025, 6, 30), day(named)), today=today) == expected


@pytest.mark.parametrize(
    ("fixed_on", "expected"),
    [
        pytest.param("2026-05-01", "2026-05-11", id="R-16/1"),
        pytest.param("2026-12-25", "2027-01-04", id="R-16/2"),
    ],
)
def test_ten_days_to_go_on(fixed_on, expected):
    assert price.begun_until(Price("appraisal", day(fixed_on)), RULES) == day(expected)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        pytest.param("", [Missing.PRICE_METHOD], id="R-20/2"),
        pytest.param("market_price", [], id="R-20/3"),
        pytest.param("creditor_request", [], id="R-20/4"),
        pytest.param("guessed", [Reason.METHOD_NOT_OFFERED], id="R-20/5"),
        # That there is a reference price says not yet how it was found.
        pytest.param("reference_price", [Reason.METHOD_NOT_OFFERED], id="R-20/6"),
        pytest.param("negotiation", [], id="R-11/1"),
        pytest.param("targeted", [], id="R-11/2"),
        pytest.param("network", [], id="R-11/3"),
        pytest.param("appraisal", [], id="R-11/4"),
    ],
)
def test_a_price_says_how_it_was_found(method, expected):
    assert reasons(Price(method, date(2026, 5, 1)), today="2026-05-02") == expected


def test_only_a_reference_price_ends():
    market = Price("market_price", date(2020, 1, 1))

    assert reasons(market, today="2026-05-02") == []
    assert price.valid_until(market, RULES) is None
    assert price.sold_until(market, RULES) is None
    assert price.sold_until(FIXED, RULES) == date(2026, 12, 30)
    assert price.begun_until(Price(), RULES) is None


def test_a_price_without_a_day_is_refused():
    assert reasons(Price("appraisal"), today="2026-05-02") == [Missing.PRICE_FIXED_ON]


def test_the_ways_stand_in_the_order_of_the_law():
    assert price.methods_of(RULES) == tuple(price.Method)
