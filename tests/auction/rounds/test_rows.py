"""A value survives the way into columns and back."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from auction.rounds import rows
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold, Unsold
from auction.rounds.standing import Board
from tests.support.rounds import CLOSES_AT, OPENS_AT, SNAPSHOT, cny, make_board, make_leader


def joined(board: Board, **columns: object) -> SimpleNamespace:
    """Join what a board and its round write, as the query does."""
    published = rows.columns_of_round(
        board, notice_hash="0" * 64, snapshot=SNAPSHOT, published_at=OPENS_AT - timedelta(days=31)
    )
    planned = {f"planned_{name}": published.pop(name) for name in ("opens_at", "closes_at")}
    outcome = rows.columns_of_outcome(Unsold(CLOSES_AT))
    state = {
        "round_id": board.round_id,
        "state_reason": "",
        "state_ground": "",
        "stay_kind": "",
        "report_due_at": None,
        **rows.columns_of_board(board),
    }
    return SimpleNamespace(**{**published, **planned, **outcome, **state, **columns})


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"leader": make_leader("A1", 734_000)},
        {"leader": make_leader("P1", 734_000, 1, number=9), "bid_number": 11, "bid_count": 9},
        {"state": State.SUSPENDED, "remaining": timedelta(milliseconds=1), "overloaded_at": CLOSES_AT},
        {
            "state": State.SUSPENDED,
            "remaining": timedelta(0),
            "stopped_at": OPENS_AT,
            "resumes_at": CLOSES_AT,
        },
        {"remaining": timedelta(0), "sequenced_at": CLOSES_AT, "extension_count": 3},
    ],
)
def test_a_board_survives_and_counts_one_version_on(changes):
    board = make_board(version=4, **changes)

    assert rows.board_of(joined(board)) == replace(board, version=5)


def test_what_is_left_of_a_stay_is_kept_in_whole_milliseconds():
    board = make_board(remaining=timedelta(seconds=1, microseconds=999))

    assert rows.board_of(joined(board)).remaining == timedelta(seconds=1)


@pytest.mark.parametrize(
    ("outcome", "price", "code"),
    [(Sold("A1", cny(734_000), CLOSES_AT), cny(734_000), "A1"), (Unsold(CLOSES_AT), None, None)],
)
def test_an_outcome_survives(outcome, price, code):
    view = rows.view_of(joined(make_board(), **rows.columns_of_outcome(outcome)))

    assert (view.hammer_price, view.buyer_code, view.closed_at) == (price, code, CLOSES_AT)
    assert view.snapshot == SNAPSHOT
