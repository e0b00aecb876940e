"""Before the sale: floors, lead times, deposits and who may go on, on both sides of each edge."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from auction.enrolment.eligibility import Applicant, may_begin, may_go_on
from auction.enrolment.prompts import PROMPTS, may_pay
from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.rounds import terms
from auction.rounds.lifecycle import State
from auction.rounds.terms import RoundKind
from auction.rules.asset_class import AssetClass
from auction.rules.days import end_of, local_date, start_of
from auction.rules.lead_times import earliest_start
from auction.rules.rule_set import Parameter, RuleSet, Tag, Unit
from auction.rules.rule_sets import rule_set
from listings import disclosure
from tests.support.rounds import CLOSES_AT, OPENS_AT, make_terms

RULES = rule_set("cn-2016-18", 1)
CHINA = "Asia/Shanghai"
US = timedelta(microseconds=1)
EXTENDED = CLOSES_AT + timedelta(minutes=3, seconds=20)


def yuan(text: str) -> Money:
    return Money(int(Fraction(text) * 100), "CNY")


def reason(refusal) -> str:
    return "may stand" if refusal is None else str(refusal.reason)


@pytest.mark.parametrize(
    ("price", "expected"),
    [
        pytest.param("713999.99", terms.Reason.PRICE_BELOW_FLOOR, id="R-18/1"),
        pytest.param("714000.00", "may stand", id="R-18/2"),
        pytest.param("1020000.00", "may stand", id="R-18/3"),
    ],
)
def test_a_first_round_starts_at_seventy_per_cent(price, expected):
    found = terms.check_starting_price(
        yuan(price), kind=RoundKind.FIRST, rules=RULES, reference_price=yuan("1020000")
    )

    assert reason(found) == expected


@pytest.mark.parametrize(
    ("deposit", "expected"),
    [
        pytest.param("28000.00", "may stand", id="R-30/1"),
        pytest.param("27999.99", terms.Reason.DEPOSIT_TOO_SMALL, id="R-30/2"),
        pytest.param("112000.00", "may stand", id="R-30/3"),
        pytest.param("112000.01", terms.Reason.DEPOSIT_TOO_LARGE, id="R-30/4"),
    ],
)
def test_a_deposit_is_a_share_of_the_starting_price(deposit, expected):
    assert reason(terms.check_deposit(yuan(deposit), rules=RULES, starting_price=yuan("560000"))) == expected


def test_deposits_that_real_courts_asked_for_may_stand():
    for start, deposit in (("65454900", "3300000"), ("266200", "50000")):
        assert terms.check_deposit(yuan(deposit), rules=RULES, starting_price=yuan(start)) is None


@pytest.mark.parametrize(
    ("asset_class", "second", "earliest"),
    [
        pytest.param(AssetClass.MOVABLE, False, "2026-03-16", id="R-21/1"),
        pytest.param(AssetClass.IMMOVABLE, False, "2026-03-31", id="R-21/2"),
        pytest.param(AssetClass.OTHER_RIGHT, False, "2026-03-31", id="R-21/3"),
        pytest.param(AssetClass.MOVABLE, True, "2026-03-08", id="R-21/4"),
        pytest.param(AssetClass.IMMOVABLE, True, "2026-03-16", id="R-21/5"),
        pytest.param(AssetClass.OTHER_RIGHT, True, "2026-03-16", id="R-21/6"),
    ],
)
def test_a_notice_published_on_the_first_of_march_leaves_its_lead_time(asset_class, second, earliest):
    published_at = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)

    found = earliest_start(
        RULES, asset_class=asset_class, second=second, published_at=published_at, time_zone=CHINA
    )

    assert local_date(found, CHINA).isoformat() == earliest
    assert local_date(found - US, CHINA).isoformat() < earliest


@pytest.mark.parametrize(
    ("notified_on", "expected"),
    [
        pytest.param("2026-02-26", [], id="R-26/1"),
        pytest.param("2026-02-27", ["parties_notified_late"], id="R-26/2"),
        pytest.param("", [], id="R-26/3"),
    ],
)
def test_parties_are_notified_three_days_before_the_publication(notified_on, expected):
    published_at = datetime(2026, 3, 1, 4, 0, tzinfo=UTC)
    day = datetime.fromisoformat(notified_on).date() if notified_on else None

    found = disclosure.check_notified(day, rules=RULES, published_at=published_at, time_zone=CHINA)

    assert [str(refusal.reason) for refusal in found] == expected


@pytest.mark.parametrize(
    ("acknowledged", "rule"),
    [
        pytest.param({1, 2, 3, 4, 5, 6, 7}, "", id="R-24/1"),
        pytest.param({1, 2, 3, 4, 5, 6}, "R-24/ACK(7)", id="R-24/2"),
        pytest.param(set(), "R-24/ACK(1)", id="R-24/3"),
    ],
)
def test_nobody_pays_before_all_seven_prompts_are_acknowledged(acknowledged, rule):
    refusal = may_pay(acknowledged)

    assert len(PROMPTS) == RULES.count("prompts")
    assert (refusal.rule if refusal else "") == rule


BIDDER = Applicant(Role.BIDDER, email_confirmed=True, identified=True)


@pytest.mark.parametrize(
    ("applicant", "rule"),
    [
        pytest.param(BIDDER, "", id="R-31/1"),
        pytest.param(Applicant(Role.BIDDER, email_confirmed=True, identified=False), "R-31", id="R-31/2"),
        pytest.param(Applicant(Role.CLERK, email_confirmed=True, identified=True), "R-35", id="R-35/1"),
        pytest.param(Applicant(Role.OPERATOR, email_confirmed=True, identified=True), "R-35", id="R-35/2"),
    ],
)
def test_who_enrols_is_known_by_name_and_never_of_the_staff(applicant, rule):
    refusal = may_begin(applicant, State.OPEN, CLOSES_AT, OPENS_AT)

    assert (refusal.rule if refusal else "") == rule


@pytest.mark.parametrize(
    ("end", "at", "in_time"),
    [
        # Extended from 10:00:00 to 10:03:20: whoever is confirmed at 10:03:05 is in time.
        pytest.param(EXTENDED, EXTENDED - timedelta(seconds=15), True, id="R-31/3"),
        pytest.param(EXTENDED, EXTENDED, False, id="R-31/4"),
        pytest.param(CLOSES_AT, CLOSES_AT - US, True, id="R-31/5"),
        pytest.param(CLOSES_AT, CLOSES_AT, False, id="R-31/6"),
    ],
)
def test_the_way_to_the_hall_is_open_until_the_end_that_moves(end, at, in_time):
    assert (may_go_on(State.OPEN, end, at) is None) is in_time


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        pytest.param(timedelta(hours=24), [], id="R-42/1"),
        pytest.param(timedelta(hours=24) - US, [terms.Reason.BIDDING_TOO_SHORT], id="R-42/2"),
    ],
)
def test_bidding_is_open_for_a_day_at_least(hours, expected):
    opens_at = datetime(2026, 3, 31, 2, 0, tzinfo=UTC)
    facts = terms.TermsFacts(AssetClass.MOVABLE, yuan("1"), opens_at - timedelta(days=60), CHINA)
    closes_at = opens_at + hours
    found = terms.check_dates(
        make_terms(opens_at=opens_at, closes_at=closes_at, balance_due_at=closes_at + timedelta(days=9)),
        rules=RULES,
        facts=facts,
    )

    assert [refusal.reason for refusal in found if refusal] == expected


@pytest.mark.parametrize(
    ("floor", "price", "may_stand"),
    [
        pytest.param(70, "714000", True, id="R-100/1"),
        pytest.param(80, "714000", False, id="R-100/2"),
    ],
)
def test_a_round_is_judged_by_the_version_it_is_bound_to(floor, price, may_stand):
    parameter = Parameter("floor_round1", floor, Unit.PERCENT, "L1 §10", Tag.STATUTE, "R-18")
    later = RuleSet("cn-2016-18", 2, (parameter,))

    found = terms.check_starting_price(
        yuan(price), kind=RoundKind.FIRST, rules=later, reference_price=yuan("1020000")
    )

    assert (found is None) is may_stand


def test_a_day_of_the_court_is_its_own():
    day = datetime(2026, 3, 1, tzinfo=UTC).date()

    assert end_of(day, CHINA) - start_of(day, CHINA) == timedelta(days=1)
