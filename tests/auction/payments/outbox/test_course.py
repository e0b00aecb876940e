"""Nothing is repeated blindly: what is not known is asked, and old news changes nothing."""

from __future__ import annotations

import itertools

import pytest

from auction.payments.fact import MovedState
from auction.payments.outbox import course
from auction.payments.outbox.course import Change, Step
from auction.payments.payout import PayoutState

PENDING, UNKNOWN, UNDER_WAY, SENT, REFUSED = PayoutState


@pytest.mark.parametrize(
    ("state", "step"), [(PENDING, Step.PAY), (UNKNOWN, Step.FIND_THEN_PAY), (UNDER_WAY, Step.FIND)]
)
def test_only_what_was_never_called_is_paid_without_asking(state, step):
    assert course.next_step(state) is step


@pytest.mark.parametrize("state", [SENT, REFUSED])
def test_what_is_over_has_no_next_step(state):
    with pytest.raises(KeyError):
        course.next_step(state)


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
