"""How long a checkout lives, and whether a second click comes to the same page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import Money
from auction.payments.checkout import session
from auction.payments.checkout.session import (
    LIFE_MAX,
    LIFE_MIN,
    REST_MIN,
    Checkout,
    CheckoutState,
)

AT = datetime(2026, 4, 1, 10, 0, tzinfo=UTC)
AMOUNT = Money(500, "EUR")
OPEN = Checkout("c1", "q1", 1, AMOUNT, "en", CheckoutState.OPEN, AT, AT + LIFE_MIN, "https://pay.example/c1")


@pytest.mark.parametrize(
    ("ends_after", "lives"),
    [
        (None, LIFE_MAX),
        (timedelta(days=9), LIFE_MAX),
        (timedelta(hours=2), timedelta(hours=2)),
        (timedelta(minutes=5), LIFE_MIN),
        (timedelta(days=-1), LIFE_MIN),
    ],
)
def test_a_page_lives_as_long_as_paying_makes_sense(ends_after: timedelta | None, lives: timedelta):
    ends_at = None if ends_after is None else AT + ends_after

    assert session.life_until(AT, ends_at) == AT + lives


@pytest.mark.parametrize(
    ("checkout", "after", "stands"),
    [
        (None, timedelta(0), False),
        (OPEN, timedelta(0), True),
        (OPEN, LIFE_MIN - REST_MIN - timedelta(microseconds=1), True),
        (OPEN, LIFE_MIN - REST_MIN, False),
        (replace(OPEN, state=CheckoutState.NEW, url=""), timedelta(0), True),
        (replace(OPEN, state=CheckoutState.REFUSED, url=""), timedelta(0), False),
        (replace(OPEN, amount=Money(499, "EUR")), timedelta(0), False),
    ],
)
def test_a_second_click_comes_to_the_same_page_while_it_lives(
    checkout: Checkout | None, after: timedelta, stands: bool
):
    assert session.stands(checkout, AMOUNT, AT + after) is stands


@pytest.mark.parametrize(
    ("paid_at", "stands"), [(AT - timedelta(seconds=1), True), (AT, False), (AT + timedelta(hours=1), False)]
)
def test_a_page_on_which_was_paid_is_used_up(paid_at: datetime, stands: bool):
    made = replace(OPEN, made_at=AT + timedelta(milliseconds=700))

    assert session.stands(made, AMOUNT, AT + timedelta(minutes=1), paid_at=paid_at) is stands


@pytest.mark.parametrize(("number", "refused"), [(None, False), (199, False), (200, True)])
def test_pages_have_a_limit(number: int | None, refused: bool):
    earlier = None if number is None else replace(OPEN, number=number)

    assert (session.may_follow(earlier) is not None) is refused


def test_pages_are_numbered():
    assert session.number_after(None) == 1
    assert session.number_after(replace(OPEN, number=4)) == 5


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("after", "next_after"),
    [
        (timedelta(0), timedelta(minutes=2)),
        (timedelta(minutes=2) - SECOND, timedelta(minutes=2)),
        (timedelta(minutes=2), timedelta(minutes=10)),
        (timedelta(minutes=10), LIFE_MIN + timedelta(minutes=1)),
        (LIFE_MIN + timedelta(minutes=1), None),
        (timedelta(days=9), None),
    ],
)
def test_the_service_is_asked_about_a_page_now_and_then_and_once_after_its_end(
    after: timedelta, next_after: timedelta | None
):
    looks_at = session.next_look(OPEN, AT + after)

    assert looks_at == (None if next_after is None else AT + next_after)
