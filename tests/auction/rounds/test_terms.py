"""Terms are refused by name, rule and numbers, on the right side of every edge."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from auction.kernel.money import Money
from auction.rounds.terms import PRICE_MINOR_MAX, Reason, RoundKind, TermsFacts, check_terms
from auction.rules.asset_class import AssetClass
from auction.rules.rule_sets import rule_set
from tests.support.rounds import OPENS_AT, cny, make_terms

RULES = rule_set("cn-2016-18")
US = timedelta(microseconds=1)
FACTS = TermsFacts(
    asset_class=AssetClass.IMMOVABLE,
    reference_price=cny(1_020_000),
    published_at=OPENS_AT - timedelta(days=30),
    time_zone="Asia/Shanghai",
)
SECOND_FACTS = replace(
    FACTS,
    published_at=OPENS_AT - timedelta(days=15),
    previous_starting_price=cny(714_000),
    previous_failed_at=OPENS_AT - timedelta(days=20),
)


def reasons(terms, facts=FACTS):
    return [refusal.reason for refusal in check_terms(terms, rules=RULES, facts=facts)]


def fen(yuan: int, fen: int) -> Money:
    return Money(yuan * 100 + fen, "CNY")


def second_terms(**changes):
    return make_terms(kind=RoundKind.SECOND, **changes)


def test_the_terms_of_the_worked_example_may_stand():
    assert reasons(make_terms()) == []
    assert reasons(second_terms(), SECOND_FACTS) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # 70 % of 1,020,000 is 714,000.
        ({"starting_price": fen(713_999, 99)}, [Reason.PRICE_BELOW_FLOOR]),
        ({"starting_price": cny(714_000)}, []),
        # 5 % and 20 %, both included.
        ({"deposit": fen(35_699, 99)}, [Reason.DEPOSIT_TOO_SMALL]),
        ({"deposit": cny(35_700)}, []),
        ({"deposit": cny(142_800)}, []),
        ({"deposit": fen(142_800, 1)}, [Reason.DEPOSIT_TOO_LARGE]),
        #
        ({"increment": cny(714_000)}, []),
        ({"increment": fen(714_000, 1)}, [Reason.INCREMENT_ABOVE_PRICE]),
        ({"increment": cny(0)}, [Reason.NOT_POSITIVE]),
        ({"increment": cny(-1)}, [Reason.NOT_POSITIVE]),
        ({"starting_price": cny(0)}, [Reason.NOT_POSITIVE]),
        ({"deposit": cny(0)}, [Reason.NOT_POSITIVE]),
        ({"starting_price": Money(PRICE_MINOR_MAX + 1, "CNY")}, [Reason.PRICE_BEYOND_BOUND]),
        # 24 planned hours.
        ({"closes_at": OPENS_AT + timedelta(hours=24) - US}, [Reason.BIDDING_TOO_SHORT]),
        ({"closes_at": OPENS_AT + timedelta(hours=24)}, []),
        ({"closes_at": OPENS_AT - timedelta(hours=1)}, [Reason.BIDDING_TOO_SHORT]),
        #
        ({"extension_window": timedelta(minutes=4)}, [Reason.WRONG_EXTENSION_WINDOW]),
        #
        ({"balance_due_at": OPENS_AT + timedelta(days=1)}, [Reason.BALANCE_DUE_TOO_EARLY]),
        ({"balance_due_at": OPENS_AT + timedelta(days=1) + US}, []),
        ({"kind": RoundKind.SELL_OFF}, [Reason.KIND_NOT_OFFERED]),
    ],
)
def test_terms_are_refused_at_the_edge(changes, expected):
    assert reasons(make_terms(**changes)) == expected


def test_everything_wrong_is_told_at_once():
    terms = make_terms(
        starting_price=cny(100_000), deposit=cny(1), increment=cny(200_000), closes_at=OPENS_AT + US
    )

    assert reasons(terms) == [
        Reason.PRICE_BELOW_FLOOR,
        Reason.INCREMENT_ABOVE_PRICE,
        Reason.DEPOSIT_TOO_SMALL,
        Reason.BIDDING_TOO_SHORT,
    ]


def test_a_refusal_carries_the_numbers_that_explain_it():
    [refusal] = check_terms(make_terms(starting_price=fen(713_999, 99)), rules=RULES, facts=FACTS)

    assert refusal.rule == "R-18"
    assert refusal.numbers["floor"] == cny(714_000)
    assert refusal.numbers["reference"] == cny(1_020_000)


@pytest.mark.parametrize(
    ("asset_class", "published_days_before", "expected"),
    [
        (AssetClass.MOVABLE, 15, []),
        (AssetClass.MOVABLE, 14, [Reason.NOTICE_TOO_SHORT]),
        (AssetClass.IMMOVABLE, 30, []),
        (AssetClass.IMMOVABLE, 29, [Reason.NOTICE_TOO_SHORT]),
        (AssetClass.OTHER_RIGHT, 29, [Reason.NOTICE_TOO_SHORT]),
    ],
)
def test_the_notice_comes_early_enough_for_its_class(asset_class, published_days_before, expected):
    facts = replace(
        FACTS, asset_class=asset_class, published_at=OPENS_AT - timedelta(days=published_days_before)
    )

    assert reasons(make_terms(), facts) == expected


@pytest.mark.parametrize(
    ("starting_price", "expected"),
    [
        (fen(571_199, 99), [Reason.PRICE_CUT_TOO_DEEP]),
        (cny(571_200), []),
        (cny(714_000), []),
    ],
)
def test_a_second_round_cuts_at_most_a_fifth(starting_price, expected):
    terms = second_terms(starting_price=starting_price, deposit=cny(60_000))

    assert reasons(terms, SECOND_FACTS) == expected


def opening_on(text: str):
    opens_at = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Asia/Shanghai"))
    closes_at = opens_at + timedelta(days=1)
    return second_terms(opens_at=opens_at, closes_at=closes_at, balance_due_at=closes_at + timedelta(days=7))


# failed on 2026-04-01, so on 2026-05-01, published by 2026-04-16; that day is a holiday, and
# the court's duty ends with the next working day, 6 May.
@pytest.mark.parametrize(
    ("opens", "published", "expected"),
    [
        pytest.param("2026-05-01T10:00", "2026-04-16T09:00", [], id="R-28/20"),
        pytest.param("2026-05-06T23:59", "2026-04-16T09:00", [], id="R-28/21"),
        pytest.param("2026-05-07T00:00", "2026-04-16T09:00", [Reason.SECOND_TOO_LATE], id="R-28/22"),
        pytest.param("2026-05-01T10:00", "2026-04-17T09:00", [Reason.NOTICE_TOO_SHORT], id="R-21/20"),
    ],
)
def test_a_second_round_starts_within_thirty_days(opens, published, expected):
    zone = ZoneInfo("Asia/Shanghai")
    facts = replace(
        SECOND_FACTS,
        published_at=datetime.fromisoformat(published).replace(tzinfo=zone),
        previous_failed_at=datetime(2026, 4, 1, 10, 5, tzinfo=zone),
    )

    assert reasons(opening_on(opens), facts) == expected


def test_a_second_round_without_a_first_is_refused():
    facts = replace(SECOND_FACTS, previous_starting_price=None, previous_failed_at=None)

    assert reasons(second_terms(), facts) == [Reason.NO_FAILED_ROUND, Reason.NO_FAILED_ROUND]


@pytest.mark.parametrize(
    ("amount", "fits"),
    [(714_000, True), (719_000, False), (734_000, True), (704_000, True), (734_001, False)],
)
def test_the_grid_is_the_starting_price_plus_whole_increments(amount, fits):
    assert make_terms().on_grid(cny(amount)) is fits
