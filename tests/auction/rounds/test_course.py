"""A round opens, stops, goes on, is withdrawn and ends as R-53 to R-56 say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auction.kernel.refusal import Refusal
from auction.rounds import course
from auction.rounds.lifecycle import Reason as MoveReason
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold, Unsold
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_board, make_leader

US = timedelta(microseconds=1)
NOON = OPENS_AT + timedelta(hours=2)


@pytest.mark.parametrize(
    ("state", "at", "expected"),
    [
        (State.SCHEDULED, OPENS_AT - US, State.SCHEDULED),
        (State.SCHEDULED, OPENS_AT, State.OPEN),
        (State.SCHEDULED, CLOSES_AT + timedelta(days=9), State.OPEN),
        (State.WITHDRAWN, OPENS_AT, State.WITHDRAWN),
        (State.SUSPENDED, OPENS_AT, State.SUSPENDED),
        (State.SOLD, OPENS_AT, State.SOLD),
    ],
)
def test_a_round_opens_when_its_start_has_come(state, at, expected):
    assert course.open_due(make_board(state=state), at=at).state is expected


@pytest.mark.parametrize(
    ("left", "resumed_with"),
    [
        (timedelta(hours=2, minutes=10), timedelta(hours=2, minutes=10)),
        (timedelta(hours=1), timedelta(hours=1)),
        (timedelta(minutes=1), timedelta(hours=1)),
        (US, timedelta(hours=1)),
    ],
)
def test_a_stay_keeps_the_time_that_was_left_but_never_less_than_an_hour(left, resumed_with):
    leader = make_leader("A1", 734_000)
    stopped = course.suspend(make_board(leader=leader, overloaded_at=NOON), at=CLOSES_AT - left)
    resumed_at = CLOSES_AT + timedelta(days=3)

    resumed = course.resume(stopped, at=resumed_at)

    assert (stopped.state, resumed.state) == (State.SUSPENDED, State.OPEN)
    assert resumed.closes_at == resumed_at + resumed_with
    assert resumed.leader == leader
    assert (resumed.remaining, resumed.overloaded_at) == (None, None)


@pytest.mark.parametrize("late", [timedelta(0), US, timedelta(days=3)])
def test_what_is_over_is_not_stopped_by_the_court_but_can_be_by_the_platform(late):
    board = make_board(leader=make_leader("A1", 734_000))

    refusal = course.suspend(board, at=CLOSES_AT + late)
    stopped = course.stop(board, at=CLOSES_AT + late)

    assert (refusal.reason, refusal.rule) == (course.Reason.BIDDING_HAS_ENDED, "R-53")
    assert stopped.remaining == timedelta(0)
    resumed_at = CLOSES_AT + timedelta(days=5)
    assert course.resume(stopped, at=resumed_at).closes_at == resumed_at + timedelta(hours=1)


def test_a_bid_judged_while_the_stay_waited_for_its_turn_had_its_time():
    board = make_board(sequenced_at=NOON + timedelta(seconds=3))

    stopped = course.suspend(board, at=NOON)

    assert stopped.remaining == CLOSES_AT - NOON - timedelta(seconds=3)
    assert stopped.sequenced_at > board.sequenced_at


def test_a_resumption_that_waited_for_its_turn_costs_nobody_time():
    stopped = course.suspend(make_board(), at=NOON)
    later = replace(stopped, sequenced_at=NOON + timedelta(minutes=1))

    resumed = course.resume(later, at=NOON + timedelta(seconds=50))

    assert resumed.closes_at == CLOSES_AT + timedelta(minutes=1)


def test_a_stay_of_no_time_at_all_never_brings_the_end_nearer():
    stopped = course.suspend(make_board(), at=NOON + timedelta(microseconds=999))

    assert course.resume(stopped, at=NOON).closes_at == CLOSES_AT


@pytest.mark.parametrize(
    ("act", "state", "at", "reason"),
    [
        (course.suspend, State.SCHEDULED, NOON, MoveReason.MOVE_NOT_PERMITTED),
        (course.suspend, State.SUSPENDED, NOON, MoveReason.MOVE_NOT_PERMITTED),
        (course.suspend, State.SOLD, NOON, MoveReason.MOVE_NOT_PERMITTED),
        (course.resume, State.OPEN, NOON, course.Reason.NOT_SUSPENDED),
        (course.resume, State.SCHEDULED, NOON, course.Reason.NOT_SUSPENDED),
        (course.withdraw, State.SCHEDULED, OPENS_AT, course.Reason.BIDDING_HAS_BEGUN),
        (course.withdraw, State.OPEN, NOON, course.Reason.BIDDING_HAS_BEGUN),
        (course.withdraw, State.WITHDRAWN, NOON, MoveReason.MOVE_NOT_PERMITTED),
        (course.withdraw, State.SOLD, NOON, MoveReason.MOVE_NOT_PERMITTED),
    ],
)
def test_what_the_law_does_not_allow_is_refused_by_name(act, state, at, reason):
    answer = act(make_board(state=state), at=at)

    assert isinstance(answer, Refusal)
    assert answer.reason == reason


@pytest.mark.parametrize(("state", "at"), [(State.SCHEDULED, OPENS_AT - US), (State.SUSPENDED, NOON)])
def test_a_round_is_withdrawn_before_its_start_or_out_of_a_stay(state, at):
    assert course.withdraw(make_board(state=state), at=at).state is State.WITHDRAWN


def test_a_round_ends_sold_or_unsold():
    board = make_board()

    assert course.end(board, Sold("A1", cny(714_000), CLOSES_AT), at=CLOSES_AT).state is State.SOLD
    assert course.end(board, Unsold(CLOSES_AT), at=CLOSES_AT).state is State.UNSOLD
    with pytest.raises(AssertionError):
        course.end(make_board(state=State.SUSPENDED), Unsold(CLOSES_AT), at=CLOSES_AT)


@pytest.mark.parametrize(
    ("reason", "basis", "missing"),
    [("An objection.", "L1 art. 28", False), (" ", "L1 art. 28", True), ("An objection.", "", True)],
)
def test_who_stops_a_sale_says_why_and_by_what(reason, basis, missing):
    assert (course.check_grounds(reason, basis) is not None) is missing


DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("ahead", "reason"),
    [
        pytest.param(DAY, None, id="R-55/3"),
        pytest.param(DAY - US, course.Reason.RESUMPTION_TOO_SOON, id="R-55/4"),
        pytest.param(timedelta(0), course.Reason.RESUMPTION_TOO_SOON, id="R-55/5"),
        pytest.param(366 * DAY, None, id="R-55/6"),
        pytest.param(366 * DAY + US, course.Reason.RESUMPTION_TOO_FAR, id="R-55/7"),
    ],
)
def test_a_resumption_is_set_a_day_ahead(ahead, reason):
    stopped = course.suspend(make_board(), at=NOON)
    at = NOON + DAY

    answer = course.set_resumption(stopped, resumes_at=at + ahead, at=at)

    if reason is None:
        assert (answer.state, answer.resumes_at) == (State.SUSPENDED, at + ahead)
    else:
        assert (answer.reason, answer.rule) == (reason, "R-55")


@pytest.mark.parametrize(
    ("late", "counted_from"),
    [
        pytest.param(-US, None, id="R-55/8"),
        pytest.param(timedelta(0), timedelta(0), id="R-55/9"),
        pytest.param(timedelta(minutes=1), timedelta(0), id="R-55/10"),
        pytest.param(timedelta(minutes=1) + US, timedelta(minutes=1) + US, id="R-55/11"),
        pytest.param(DAY, DAY, id="R-55/12"),
    ],
)
def test_a_stopped_round_goes_on_at_the_set_moment_and_nobody_loses_time_to_our_silence(late, counted_from):
    leader = make_leader("O1", 714_000)
    stopped = course.suspend(make_board(leader=leader), at=CLOSES_AT - timedelta(hours=2, minutes=10))
    resumes_at = CLOSES_AT + 4 * DAY
    waiting = course.set_resumption(stopped, resumes_at=resumes_at, at=resumes_at - DAY)

    after = course.open_due(waiting, at=resumes_at + late)

    assert course.planned_end(stopped) == CLOSES_AT
    assert course.planned_end(waiting) == resumes_at + timedelta(hours=2, minutes=10)
    if counted_from is None:
        assert after is waiting
        return
    assert (after.state, after.leader, after.resumes_at, after.stopped_at) == (State.OPEN, leader, None, None)
    assert after.closes_at == resumes_at + counted_from + timedelta(hours=2, minutes=10)


@pytest.mark.parametrize("state", [State.OPEN, State.SCHEDULED, State.WITHDRAWN, State.SOLD])
def test_only_a_stopped_round_gets_a_moment_to_go_on(state):
    refusal = course.set_resumption(make_board(state=state), resumes_at=NOON + 2 * DAY, at=NOON)

    assert refusal.reason == course.Reason.NOT_SUSPENDED


def test_a_round_that_is_withdrawn_goes_on_at_no_moment():
    stopped = course.suspend(make_board(), at=NOON)
    waiting = course.set_resumption(stopped, resumes_at=NOON + 2 * DAY, at=NOON)

    withdrawn = course.withdraw(waiting, at=NOON + DAY)

    assert (withdrawn.state, withdrawn.resumes_at) == (State.WITHDRAWN, None)
    assert course.open_due(withdrawn, at=NOON + 9 * DAY) is withdrawn
