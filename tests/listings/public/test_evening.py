"""Which bids a chart shows, and what is said of all of them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.money import Money
from auction.rounds.lifecycle import State
from auction.rounds.standing import ACCEPTED, Answer, RoundView
from listings.public.evening import BIDS_CHARTED_MAX, evening_of, stride_of
from tests.support.rounds import CLOSES_AT, OPENS_AT, SNAPSHOT, cny, make_board

END = CLOSES_AT + timedelta(minutes=4)


def answer(place: int, *, extended: bool = False) -> Answer:
    at = CLOSES_AT - timedelta(minutes=20 - place)
    return Answer(
        round_id="r1", number=place + 3, bidder_code="BCD23", bid_key="k", amount_minor=71_400_000 + place,
        rank=None, received_at=at, sequenced_at=at, verdict=ACCEPTED, rule="", extended=extended,
        closes_before=CLOSES_AT, closes_at=END, bid_count=place, extension_count=0, current_minor=None,
        needed_minor=None, currency="CNY",
    )  # fmt: skip


def view(*, closed: bool) -> RoundView:
    board = make_board(state=State.SOLD if closed else State.OPEN, bid_count=2, closes_at=END)
    return RoundView(
        round_id="r1", lot_id="l1", case_id="k1", court_id="c1", terms=board.terms, notice_hash="",
        snapshot=SNAPSHOT, published_at=OPENS_AT, board=board, state_reason="",
        hammer_price=cny(724_000) if closed else None, buyer_code="BCD23" if closed else None,
        closed_at=END if closed else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("count", "stride"),
    [(0, 1), (1, 1), (BIDS_CHARTED_MAX, 1), (BIDS_CHARTED_MAX + 1, 2), (BIDS_CHARTED_MAX * 3, 3)],
)
def test_many_bids_are_thinned_evenly(count: int, stride: int) -> None:
    assert stride_of(count) == stride
    assert count // stride <= BIDS_CHARTED_MAX


@pytest.mark.parametrize("closed", [True, False])
def test_an_evening_ends_where_the_board_says(closed: bool) -> None:
    told = evening_of(view(closed=closed), [answer(1), answer(2, extended=True)], 1)

    assert (told.planned_end, told.end) == (CLOSES_AT, END)
    assert told.duration == timedelta(days=1, minutes=4)
    assert (told.stride, told.bidder_count, told.minor_digits) == (1, 1, 2)


def test_a_charted_bid_keeps_its_place_among_the_accepted_ones() -> None:
    first, second = evening_of(view(closed=True), [answer(1), answer(2, extended=True)], 1).bids

    assert (first.place, first.amount, first.extended) == (1, Money(71_400_001, "CNY"), False)
    assert (second.place, second.extended) == (2, True)
