"""What the hall page makes of a round, for whoever looks."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.standing import Board, RoundView
from bidding.message import format_board
from bidding.page import STATE_WORDS, Attempt, Page, status_of
from tests.support.rounds import CLOSES_AT, OPENS_AT, PUBLISHED_AT, SNAPSHOT, cny, make_board, make_leader

LED = make_board(leader=make_leader("A17", 734_000))


def make_page(board: Board, code: str = "", **changes: object) -> Page:
    view = RoundView(
        round_id="r1", lot_id="l1", case_id="k1", court_id="c1", terms=board.terms, notice_hash="0" * 64,
        snapshot=SNAPSHOT, published_at=PUBLISHED_AT, board=board, state_reason="", hammer_price=None,
        buyer_code=None, closed_at=None,
    )  # fmt: skip
    page = Page(
        view=view, bids=(), bidder_code=code, rank=None, token="", bid_key="k", step_key="s",
        at=OPENS_AT + timedelta(hours=1),
    )  # fmt: skip
    for name, value in changes.items():
        object.__setattr__(page, name, value)
    return page


@pytest.mark.parametrize(
    ("board", "code", "standing"),
    [
        (LED, "", "watching"),
        (LED, "A17", "leading"),
        (LED, "B20", "ready"),
        (make_board(), "A17", "ready"),
    ],
)
def test_how_one_stands(board: Board, code: str, standing: str) -> None:
    assert make_page(board, code).standing.value == standing


@pytest.mark.parametrize(
    ("state", "may_bid"),
    [(state, state in (State.SCHEDULED, State.OPEN, State.SUSPENDED)) for state in State],
)
def test_a_form_is_shown_while_the_round_may_go_on(state: State, may_bid: bool) -> None:
    assert make_page(make_board(state=state), "A17").may_bid is may_bid
    assert not make_page(make_board(state=state)).may_bid
    assert state in STATE_WORDS


@pytest.mark.parametrize(
    ("leader_code", "leader_rank", "rank", "match"),
    [
        ("A17", None, None, None),
        ("A17", None, 2, cny(734_000)),
        ("A17", 3, 2, cny(734_000)),
        ("A17", 2, 2, None),
        ("A17", 1, 2, None),
        ("B20", None, 2, None),
    ],
)
def test_a_priority_purchaser_may_match(
    leader_code: str, leader_rank: int | None, rank: int | None, match: object
) -> None:
    board = make_board(leader=make_leader(leader_code, 734_000, leader_rank))

    assert make_page(board, "B20", rank=rank).match == match


@pytest.mark.parametrize(
    ("board", "left"),
    [
        (make_board(), "23:00:00"),
        (make_board(closes_at=OPENS_AT + timedelta(hours=1, minutes=4, seconds=58.2)), "04:59"),
        (make_board(closes_at=OPENS_AT), "00:00"),
        (make_board(state=State.SUSPENDED, remaining=timedelta(minutes=7)), "07:00"),
        (make_board(state=State.SUSPENDED, resumes_at=OPENS_AT + timedelta(hours=3)), "2:00:00"),
        (make_board(state=State.SOLD), ""),
        (make_board(state=State.SCHEDULED, opens_at=OPENS_AT + timedelta(hours=2)), "1:00:00"),
    ],
)
def test_the_time_left_is_whole_seconds_and_never_negative(board: Board, left: str) -> None:
    assert make_page(board).time_left == left


def test_the_script_begins_with_the_board_of_the_page() -> None:
    told = make_page(LED, "A17").data()

    assert told["board"] == format_board(LED)
    assert (told["digits"], told["time_zone"], told["zone_name"]) == (2, "Asia/Shanghai", "UTC+8")
    assert CLOSES_AT.isoformat()[:10] in str(told["board"])


@pytest.mark.parametrize(
    ("reason", "status"),
    [
        ("too_low", 409),
        ("after_end", 409),
        ("bid_amount_not_plain", 422),
        ("absurd_amount", 422),
        ("needs_confirmation", 422),
        ("no_bidding_pass", 403),
        ("pass_expired", 403),
        ("not_admitted", 403),
        ("too_many_bids", 429),
        ("desk_full", 503),
        ("outcome_unknown", 503),
    ],
)
def test_each_refusal_has_its_status(reason: str, status: int) -> None:
    assert status_of(Refusal(reason, "R-41")) == status


def test_only_a_leap_asks() -> None:
    assert Attempt(Refusal("needs_confirmation", "R-41")).asks
    assert not Attempt(Refusal("too_low", "R-41")).asks


@pytest.mark.parametrize(
    ("state", "seconds", "waits"),
    [
        pytest.param(State.OPEN, 9, False, id="R-51/80"),
        pytest.param(State.OPEN, 10, True, id="R-51/81"),
        pytest.param(State.SOLD, 10, False, id="R-51/82"),
        pytest.param(State.SUSPENDED, 10, False, id="R-51/83"),
    ],
)
def test_a_hammer_that_waits_for_another_lot_is_said(state: State, seconds: int, waits: bool) -> None:
    made = make_page(make_board(state=state), at=CLOSES_AT + timedelta(seconds=seconds))

    assert made.hammer_waits is waits
