"""One line of the auditor's list of ended rounds."""

from __future__ import annotations

import pytest

from auction.reports.statement import RoundStatement
from auction.rounds.standing import RoundView
from tests.support.rounds import CLOSES_AT, PUBLISHED_AT, SNAPSHOT, cny, make_board


def make_view(hammer_price):
    board = make_board()
    code = None if hammer_price is None else "AAAAA"
    return RoundView(
        round_id=board.round_id,
        lot_id=board.lot_id,
        case_id=board.case_id,
        court_id=board.court_id,
        terms=board.terms,
        notice_hash="0" * 64,
        snapshot=SNAPSHOT,
        published_at=PUBLISHED_AT,
        board=board,
        state_reason="",
        hammer_price=hammer_price,
        buyer_code=code,
        closed_at=CLOSES_AT,
    )


@pytest.mark.parametrize(
    ("price", "moved", "credited", "is_whole"),
    [
        (cny(744_000), {}, cny(0), False),
        (cny(744_000), {"DEPOSIT_APPLIED": cny(71_400)}, cny(71_400), False),
        (
            cny(744_000),
            {"DEPOSIT_APPLIED": cny(71_400), "BALANCE_APPLIED": cny(672_600)},
            cny(744_000),
            True,
        ),
        (None, {}, cny(0), False),
    ],
)
def test_the_case_has_the_whole_price_or_it_shows(price, moved, credited, is_whole):
    line = RoundStatement.of(make_view(price), moved=moved, refunds=None)

    assert (line.credited, line.is_whole) == (credited, is_whole)


def test_refunds_are_counted_in_time_and_late():
    line = RoundStatement.of(make_view(None), moved={"DEPOSIT_PAID": cny(3)}, refunds=(5, 3, 1))

    assert (line.refund_count, line.in_time_count, line.late_count) == (5, 3, 1)
    assert line.deposits_paid == cny(3)
