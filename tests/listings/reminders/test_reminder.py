"""When a letter is due, which may be asked for, and what becomes of it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from auction.rounds.lifecycle import State
from auction.rounds.standing import Board, RoundView
from listings.reminders import words
from listings.reminders.reminder import (
    BEFORE,
    REMINDERS_MAX,
    Kind,
    Progress,
    Reason,
    Reminder,
    Standing,
    due_at,
    is_due,
    judge,
    judge_count,
    offered,
    standing_of,
)
from tests.support.rounds import CLOSES_AT, OPENS_AT, SNAPSHOT, make_board

SECOND, MINUTE, HOUR, DAY = (timedelta(seconds=n) for n in (1, 60, 3_600, 86_400))
LONG = make_board(state=State.OPEN, opens_at=CLOSES_AT - 5 * DAY)
MOVED = make_board(state=State.OPEN, opens_at=CLOSES_AT - 5 * DAY, closes_at=CLOSES_AT + 2 * HOUR)
COMING = make_board(state=State.SCHEDULED)
OVER = tuple(
    make_board(state=state) for state in State if state not in (State.SCHEDULED, State.OPEN, State.SUSPENDED)
)


@pytest.mark.parametrize("kind", Kind)
def test_a_letter_is_due_its_span_before_and_not_after(kind: Kind) -> None:
    board = COMING if kind is Kind.OPENS_DAY else LONG
    moment = OPENS_AT if kind is Kind.OPENS_DAY else CLOSES_AT

    due = due_at(kind, board)

    assert due == moment - BEFORE[kind]
    assert [is_due(kind, board, at) for at in (due - SECOND, due, moment - SECOND, moment)] == [
        False,
        True,
        True,
        False,
    ]


def test_an_extension_moves_the_letter() -> None:
    later = make_board(state=State.OPEN, closes_at=CLOSES_AT + 4 * MINUTE)

    assert due_at(Kind.CLOSES_QUARTER, later) == CLOSES_AT - 11 * MINUTE


@pytest.mark.parametrize("board", [make_board(state=State.SUSPENDED), *OVER])
def test_nothing_is_due_in_a_stay_or_after_the_end(board: Board) -> None:
    assert [due_at(kind, board) for kind in Kind] == [None] * 4


@pytest.mark.parametrize(
    ("board", "at", "kinds"),
    [
        (COMING, OPENS_AT - DAY - SECOND, list(Kind)),
        (COMING, OPENS_AT - DAY, [Kind.CLOSES_DAY, Kind.CLOSES_HOUR, Kind.CLOSES_QUARTER]),
        (LONG, CLOSES_AT - DAY, [Kind.CLOSES_HOUR, Kind.CLOSES_QUARTER]),
        (LONG, CLOSES_AT - HOUR - SECOND, [Kind.CLOSES_HOUR, Kind.CLOSES_QUARTER]),
        (LONG, CLOSES_AT - 15 * MINUTE, []),
        (make_board(state=State.SUSPENDED), CLOSES_AT, list(Kind)[1:]),
        (OVER[0], OPENS_AT - DAY, []),
    ],
)
def test_only_what_can_still_leave_is_offered(board: Board, at: datetime, kinds: list[Kind]) -> None:
    assert list(offered(board, at)) == kinds


@pytest.mark.parametrize(
    ("board", "kinds", "at", "reason"),
    [
        (OVER[0], ["CLOSES_HOUR"], OPENS_AT, Reason.ROUND_OVER),
        (LONG, ["CLOSES_HOUR", "TOMORROW"], CLOSES_AT - DAY, Reason.KIND_UNKNOWN),
        (LONG, ["CLOSES_DAY", "CLOSES_HOUR"], CLOSES_AT - DAY, Reason.TOO_LATE),
        (LONG, ["OPENS_DAY"], CLOSES_AT - 2 * DAY, Reason.TOO_LATE),
    ],
)
def test_a_no_has_its_name(board: Board, kinds: list[str], at: datetime, reason: Reason) -> None:
    refusal = judge(board, kinds, at)

    assert refusal is not None
    assert refusal.reason == reason
    if reason is Reason.TOO_LATE:
        assert refusal.numbers["due_at"] in (CLOSES_AT - DAY, LONG.opens_at - DAY)


def test_what_is_offered_is_not_refused() -> None:
    at = OPENS_AT - 3 * DAY

    assert judge(COMING, [kind.value for kind in offered(COMING, at)], at) is None


def test_letters_of_one_person_are_bounded() -> None:
    refusal = judge_count(REMINDERS_MAX + 1)

    assert judge_count(REMINDERS_MAX) is None
    assert refusal is not None
    assert refusal.numbers == {"count": REMINDERS_MAX + 1, "count_max": REMINDERS_MAX}


def reminder(board: Board, progress: Progress = Progress.WAITING, kind: Kind = Kind.CLOSES_DAY) -> Reminder:
    view = RoundView(
        round_id="r1", lot_id="l1", case_id="k1", court_id="c1", terms=board.terms, notice_hash="",
        snapshot=SNAPSHOT, published_at=OPENS_AT, board=board, state_reason="", hammer_price=None,
        buyer_code=None, closed_at=None,
    )  # fmt: skip
    sent_at = CLOSES_AT - DAY if progress is Progress.SENT else None
    return Reminder("m1", "a1", kind, "en", progress, 0, sent_at, view)


@pytest.mark.parametrize(
    ("wish", "at", "standing"),
    [
        (reminder(LONG), CLOSES_AT - 2 * DAY, Standing.WAITS),
        (reminder(LONG, Progress.CLAIMED), CLOSES_AT - HOUR, Standing.WAITS),
        (reminder(LONG), CLOSES_AT, Standing.OVER),
        (reminder(OVER[-1]), CLOSES_AT - 2 * DAY, Standing.OVER),
        (reminder(make_board(state=State.SUSPENDED)), CLOSES_AT + DAY, Standing.STOPPED),
        (reminder(make_board(state=State.SUSPENDED), kind=Kind.OPENS_DAY), CLOSES_AT, Standing.OVER),
        (reminder(make_board(state=State.WITHDRAWN)), OPENS_AT, Standing.WITHDRAWN),
        (reminder(make_board(state=State.WITHDRAWN), Progress.SENT), OPENS_AT, Standing.SENT),
        (reminder(LONG, Progress.FAILED), CLOSES_AT - DAY, Standing.FAILED),
        (reminder(LONG, Progress.SENT), CLOSES_AT - SECOND, Standing.SENT),
        # The end moved by less than an hour, then by more: an evening, and a stay.
        (reminder(MOVED, Progress.SENT), CLOSES_AT + HOUR - SECOND, Standing.SENT),
        (reminder(MOVED, Progress.SENT), CLOSES_AT + HOUR, Standing.WAITS),
        (reminder(make_board(state=State.SUSPENDED), Progress.SENT), CLOSES_AT + HOUR, Standing.STOPPED),
        (reminder(OVER[-1], Progress.SENT), CLOSES_AT + 9 * DAY, Standing.SENT),
    ],
)
def test_what_becomes_of_a_letter(wish: Reminder, at: datetime, standing: Standing) -> None:
    assert standing_of(wish, at) == standing


def test_everything_has_its_words() -> None:
    assert set(words.KINDS) == set(words.SUBJECTS) == set(Kind)
    assert set(words.STANDINGS) == set(Standing)
