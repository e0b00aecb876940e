"""Nothing is repeated blindly: what is not known is asked, and old news changes nothing."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.payments.fact import MovedState
from auction.payments.outbox import course
from auction.payments.outbox.course import Change, Step
from auction.payments.payout import Payout, PayoutKind, PayoutState

PENDING, UNKNOWN, UNDER_WAY, SENT, REFUSED = PayoutState
AT = datetime(2026, 4, 1, tzinfo=UTC)


def payout(state: PayoutState, *, is_disputed: bool = False) -> Payout:
    amount = Money(5, "CNY")
    return Payout(
        "back:p1", PayoutKind.REFUND, "payment:p1", amount, AT, state=state, is_disputed=is_disputed
    )


@pytest.mark.parametrize(
    ("state", "is_disputed", "step"),
    [
        (PENDING, False, Step.PAY),
        (UNKNOWN, False, Step.FIND_THEN_PAY),
        (UNDER_WAY, False, Step.FIND),
        # Over a disputed payment nothing is sent; it is only asked what became of it.
        (UNKNOWN, True, Step.FIND),
        (UNDER_WAY, True, Step.FIND),
    ],
)
def test_only_what_was_never_called_is_paid_without_asking(state, is_disputed, step):
    assert course.next_step(payout(state, is_disputed=is_disputed)) is step


def test_what_a_gateway_may_have_had_and_never_got_waits_again():
    unknown = payout(UNKNOWN, is_disputed=True)
    found = course.not_found(unknown)

    assert (found.key, found.state, found.reason) == ("back:p1", MovedState.NEVER_THERE, "payment_in_dispute")
    # What it is known to have had did not vanish.
    assert course.not_found(payout(UNDER_WAY, is_disputed=True)) is None


def test_what_was_tried_before_its_dispute_is_looked_for_when_that_is_won():
    # Asked too early, its gateway may do it yet; after weeks no key keeps it from doing it twice.
    waits_again = replace(payout(PENDING), first_attempt_at=AT)

    assert course.next_step(waits_again) is Step.FIND_THEN_PAY


@pytest.mark.parametrize("state", [SENT, REFUSED])
def test_what_is_over_has_no_next_step(state):
    with pytest.raises(KeyError):
        course.next_step(payout(state))


@pytest.mark.parametrize(
    ("state", "moved", "change"),
    [
        (PENDING, MovedState.SENT, Change(SENT, has_left=True)),
        (PENDING, MovedState.UNDER_WAY, Change(UNDER_WAY)),
        (PENDING, MovedState.REFUSED, Change(REFUSED)),
        (UNKNOWN, MovedState.SENT, Change(SENT, has_left=True)),
        (UNKNOWN, MovedState.UNDER_WAY, Change(UNDER_WAY)),
        (UNKNOWN, MovedState.REFUSED, Change(REFUSED)),
        (UNDER_WAY, MovedState.SENT, Change(SENT, has_left=True)),
        (UNDER_WAY, MovedState.UNDER_WAY, None),
        (UNDER_WAY, MovedState.REFUSED, Change(REFUSED)),
        (SENT, MovedState.SENT, None),
        (SENT, MovedState.UNDER_WAY, None),
        (SENT, MovedState.REFUSED, Change(REFUSED, came_back=True)),
        (REFUSED, MovedState.SENT, Change(SENT, has_left=True)),
        (REFUSED, MovedState.UNDER_WAY, None),
        (REFUSED, MovedState.REFUSED, None),
        (UNKNOWN, MovedState.NEVER_THERE, Change(PENDING)),
        *((state, MovedState.NEVER_THERE, None) for state in PayoutState if state is not UNKNOWN),
    ],
)
def test_news_changes_a_payout_once(state, moved, change):
    assert course.change(state, moved) == change


def test_news_heard_any_number_of_times_ends_where_the_last_of_it_says():
    for told in itertools.product(MovedState, repeat=3):
        state = PENDING
        for moved in (*told, told[-1]):
            changed = course.change(state, moved)
            state = changed.state if changed else state
        assert course.change(state, told[-1]) is None
