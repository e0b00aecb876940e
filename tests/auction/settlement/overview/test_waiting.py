"""What waits for somebody, counted."""

from __future__ import annotations

import pytest

from auction.payments.payout import PayoutState
from auction.settlement.overview.waiting import PayoutCount, Task, waiting_of


def counted(*payouts, to_place=0, differences=0, to_order=0, to_hand_in=0):
    found = waiting_of(
        payouts, to_place=to_place, differences=differences, to_order=to_order, to_hand_in=to_hand_in
    )
    return {each.task: each.count for each in found}


def payout(state, count=1, *, late=False, kept=False, by_bank=False):
    return PayoutCount(state, late, kept, by_bank, count)


@pytest.mark.parametrize(
    ("found", "tasks"),
    [
        (payout(PayoutState.PENDING), {Task.QUEUED: 1}),
        (payout(PayoutState.PENDING, kept=True), {Task.WITHOUT_WAY: 1}),
        (payout(PayoutState.PENDING, late=True), {Task.LATE: 1, Task.QUEUED: 1}),
        (payout(PayoutState.UNKNOWN, 3), {Task.UNKNOWN: 3}),
        (payout(PayoutState.UNDER_WAY), {Task.UNDER_WAY: 1}),
        (payout(PayoutState.UNDER_WAY, by_bank=True), {}),
        (payout(PayoutState.UNDER_WAY, by_bank=True, late=True), {Task.LATE: 1}),
        (payout(PayoutState.PENDING, by_bank=True), {Task.QUEUED: 1}),
        (payout(PayoutState.REFUSED, kept=True), {Task.REFUSED: 1}),
        (payout(PayoutState.REFUSED, late=True, kept=True), {Task.LATE: 1, Task.REFUSED: 1}),
    ],
)
def test_a_payout_waits_for_what_its_state_says(found, tasks):
    assert counted(found) == tasks


def test_counts_of_one_task_are_added_up():
    found = counted(payout(PayoutState.PENDING, 2), payout(PayoutState.PENDING, 3, late=True))

    assert found == {Task.LATE: 3, Task.QUEUED: 5}


def test_the_most_urgent_comes_first_and_nothing_is_told_of_nothing():
    found = counted(
        payout(PayoutState.PENDING),
        payout(PayoutState.REFUSED, late=True),
        to_place=1,
        differences=2,
        to_order=3,
        to_hand_in=4,
    )

    assert list(found) == [
        *(Task.LATE, Task.REFUSED, Task.TO_PLACE, Task.DIFFERENCES),
        *(Task.TO_HAND_IN, Task.TO_ORDER, Task.QUEUED),
    ]
    assert counted() == {}


def test_only_what_goes_on_by_itself_needs_nobody():
    found = waiting_of(
        [payout(state, late=True) for state in PayoutState if state is not PayoutState.SENT],
        to_place=1, differences=1, to_order=1, to_hand_in=1,
    )  # fmt: skip

    assert {each.task for each in found if not each.needs_somebody} == {
        *(Task.UNKNOWN, Task.TO_ORDER, Task.UNDER_WAY, Task.QUEUED),
    }


def test_what_left_waits_for_nobody():
    with pytest.raises(AssertionError, match="waits for nobody"):
        counted(payout(PayoutState.SENT))
