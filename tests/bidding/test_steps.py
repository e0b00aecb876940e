"""Next steps from a board, and the question before a leap."""

from __future__ import annotations

import pytest

from auction.rounds.lifecycle import State
from auction.rounds.standing import Board
from bidding.steps import answer_take_back, ask_before_leap, least_needed, next_steps, price_now
from tests.support.rounds import cny, make_board, make_leader

FRESH = make_board()
LED = make_board(leader=make_leader("A17", 734_000))


@pytest.mark.parametrize(
    ("board", "price", "needed", "amounts"),
    [
        (FRESH, 714_000, 714_000, [714_000, 724_000, 734_000, 764_000]),
        (LED, 734_000, 744_000, [744_000, 754_000, 784_000, 834_000]),
    ],
)
def test_the_buttons_stand_on_the_grid(board: Board, price: int, needed: int, amounts: list[int]) -> None:
    assert price_now(board) == cny(price)
    assert least_needed(board) == cny(needed)
    assert [step.amount for step in next_steps(board)] == [cny(amount) for amount in amounts]
    assert all(board.terms.on_grid(step.amount) for step in next_steps(board))


@pytest.mark.parametrize(
    ("board", "yuan", "asks"),
    [
        (FRESH, 714_000, False),
        (FRESH, 813_999, False),
        (FRESH, 814_000, True),
        (LED, 733_000, False),
        (LED, 833_999, False),
        (LED, 834_000, True),
        (LED, 9_000_000, True),
    ],
)
def test_ten_increments_are_asked_about(board: Board, yuan: int, asks: bool) -> None:
    asked = ask_before_leap(board, cny(yuan))

    assert (asked is not None) == asks


def test_the_question_names_the_leap() -> None:
    asked = ask_before_leap(LED, cny(854_000))

    assert asked is not None
    assert (asked.numbers["steps"], asked.numbers["current"]) == (12, cny(734_000))


def test_in_a_round_that_was_called_off_no_bid_binds():
    board = make_board(leader=make_leader("A1", 734_000), state=State.WITHDRAWN)

    assert answer_take_back(board, "A1").reason == "bid_lapsed"
