"""Whatever was dropped, doubled or changed on either side is found, and nothing else is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.payments.fact import LineKind
from auction.payments.reconciliation.difference import DifferenceKind
from auction.payments.reconciliation.line import Line
from auction.payments.reconciliation.matching import Span, closing, in_order, match

DAY = timedelta(days=1)
START = datetime(2026, 3, 1, tzinfo=UTC)
SPAN = Span(START, START + DAY)
NOON = START + DAY / 2


def line(key: str, minor: int, at: datetime = NOON, *, court_id: str = "", name: str = "") -> Line:
    subject = key.partition(":")[2]
    return Line(key, LineKind.PAYMENT, subject, Money(minor, "CNY"), at, name or key, court_id)


def found(ledger, gateway):
    return match(in_order(ledger), in_order(gateway), span=SPAN, currency="CNY")


def told(ledger, gateway):
    return [(each.kind, each.key, each.amount.minor) for each in found(ledger, gateway).differences]


@pytest.mark.parametrize(
    ("ours", "theirs", "kind"),
    [
        ([5], [5], None),
        ([5], [], DifferenceKind.NOT_AT_GATEWAY),
        ([], [5], DifferenceKind.NOT_IN_LEDGER),
        ([5], [4], DifferenceKind.OTHER_AMOUNT),
        ([5], [-5], DifferenceKind.OTHER_AMOUNT),
        ([5], [5, 5], DifferenceKind.TWICE),
        ([5, 5], [5], DifferenceKind.TWICE),
        ([5, -5], [], None),
        ([], [-5, 5], None),
        ([5, -5], [-5, 5], None),
        ([5, -5], [5], DifferenceKind.NOT_IN_LEDGER),
        ([5], [5, -5], DifferenceKind.NOT_AT_GATEWAY),
        ([5, -5], [5, -5, 5], DifferenceKind.NOT_IN_LEDGER),
    ],
)
def test_the_two_sides_of_one_key(ours, theirs, kind):
    sides = [[line("in:p1", minor) for minor in side] for side in (ours, theirs)]

    difference = sum(theirs) - sum(ours)

    assert told(*sides) == ([] if kind is None else [(kind, "in:p1", difference)])


@pytest.mark.parametrize(
    ("at", "is_ours"),
    [
        (SPAN.since - timedelta(microseconds=1), False),
        (SPAN.since, True),
        (SPAN.until - timedelta(microseconds=1), True),
        (SPAN.until, False),
    ],
)
def test_a_key_without_a_line_of_the_day_is_left_to_its_own_day(at, is_ours):
    assert bool(told([], [line("in:p1", 5, at)])) is is_ours


def test_the_other_side_may_stand_beyond_midnight():
    assert told([line("in:p1", 5, SPAN.until - DAY / 100)], [line("in:p1", 5, SPAN.until + DAY / 100)]) == []


def test_a_difference_says_since_when_whose_it_is_and_which_transfer_is_meant():
    ours = line("in:p1", 5, NOON, court_id="east", name="in:p1")
    theirs = line("in:p1", 4, NOON - DAY / 10, name="txn_1")

    (difference,) = found([ours], [theirs]).differences

    assert difference.since_at == NOON - DAY / 10
    assert (difference.court_id, difference.transfer_id, difference.subject) == ("east", "in:p1", "p1")


def test_sides_out_of_order_are_our_mistake():
    with pytest.raises(AssertionError):
        match([line("in:p2", 5), line("in:p1", 5)], [], span=SPAN, currency="CNY")


# Balances


def test_balances_that_the_lines_explain_are_no_difference():
    # One difference of seven, and a payment that the gateway only books after midnight.
    ledger = [line("in:p1", 5), line("in:p2", 3)]
    gateway = [line("in:p1", 12), line("in:p2", 3, SPAN.until + DAY / 100)]
    matched = found(ledger, gateway)

    balances = {"in_ledger": Money(108, "CNY"), "at": SPAN.until}

    assert closing(matched, at_gateway=None, known_minor=0, **balances) == []
    assert closing(matched, at_gateway=Money(112, "CNY"), known_minor=0, **balances) == []
    assert closing(matched, at_gateway=Money(102, "CNY"), known_minor=-10, **balances) == []
    for minor in (111, 113):
        (unexplained,) = closing(matched, at_gateway=Money(minor, "CNY"), known_minor=0, **balances)
        assert (unexplained.kind, unexplained.amount.minor) == (DifferenceKind.BALANCE, minor - 112)


def test_what_left_days_before_and_arrives_days_later_is_apart_and_no_difference():
    before, after = line("sent:d1", -5, START - DAY), line("sent:d1", -5, SPAN.until + DAY)

    matched = found([after], [before])

    assert (matched.differences, matched.count, matched.apart_minor) == ([], 0, -5)
    assert found([before], [after]).apart_minor == 5
    assert found([before], [before]).apart_minor == found([after], [after]).apart_minor == 0
    # A difference of an earlier day is counted as what is known, not again.
    assert found([], [before]).apart_minor == 0


# Any set of lines

_AMOUNTS = st.integers(-(10**9), 10**9).filter(bool)
_CHANGES = st.sampled_from(["none", "drop ours", "drop theirs", "double ours", "double theirs", "change"])


@given(
    moves=st.dictionaries(
        st.text("abcdefgh", min_size=1, max_size=4).map(lambda text: f"in:{text}"),
        st.tuples(_AMOUNTS, st.integers(-86_400, 2 * 86_400), st.integers(-3_600, 3_600), _CHANGES),
        max_size=30,
    ),
    order=st.randoms(use_true_random=False),
)
def test_what_was_dropped_doubled_or_changed_is_found_and_nothing_else(moves, order):
    ledger, gateway, expected = [], [], {}
    for key, (minor, second, lag, change) in moves.items():
        at = START + timedelta(seconds=second)
        ours, theirs = [line(key, minor, at)], [line(key, minor, at + timedelta(seconds=lag))]
        if change == "change":
            theirs = [replace(theirs[0], amount=Money(minor + 1 if minor != -1 else 2, "CNY"))]
        elif change.startswith("drop"):
            (ours if change.endswith("ours") else theirs).clear()
        elif change.startswith("double"):
            side = ours if change.endswith("ours") else theirs
            side.extend(side)
        ledger, gateway = ledger + ours, gateway + theirs
        if change != "none" and any(SPAN.has(each) for each in (*ours, *theirs)):
            expected[key] = sum(each.amount.minor for each in theirs) - sum(
                each.amount.minor for each in ours
            )
    order.shuffle(ledger)
    order.shuffle(gateway)

    matched = found(ledger, gateway)

    assert {each.key: each.amount.minor for each in matched.differences} == expected
    assert len(matched.differences) == len(expected)
