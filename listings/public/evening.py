"""The evening of a round: which of its bids a chart shows, and what can be said of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.money import MINOR_DIGITS, Money
from auction.rounds.standing import Answer, RoundView

# More steps than this are thinner than a line on a phone, and a longer table is read by nobody.
BIDS_CHARTED_MAX = 120


@dataclass(frozen=True)
class ChartedBid:
    """One bid of the chart: its place among all accepted ones, by whom, how much, when."""

    place: int
    bidder_code: str
    amount: Money
    received_at: datetime
    extended: bool


@dataclass(frozen=True)
class Evening:
    """What a chart and its table show of a round, the first bid first."""

    bids: tuple[ChartedBid, ...]
    stride: int
    bidder_count: int
    minor_digits: int
    planned_end: datetime
    end: datetime
    duration: timedelta


def stride_of(bid_count: int) -> int:
    """Return of how many bids one is charted: 1 shows all, 3 each third; first and last always."""
    return max(1, -(-bid_count // BIDS_CHARTED_MAX))


def evening_of(view: RoundView, answers: Sequence[Answer], bidder_count: int) -> Evening:
    """Tell the evening of a round from its board and those of its bids that are charted."""
    end = view.closed_at or view.board.closes_at
    return Evening(
        bids=tuple(_charted(answer) for answer in answers),
        stride=stride_of(view.board.bid_count),
        bidder_count=bidder_count,
        minor_digits=MINOR_DIGITS[view.board.currency],
        planned_end=view.terms.closes_at,
        end=end,
        duration=end - view.board.opens_at,
    )


def _charted(answer: Answer) -> ChartedBid:
    return ChartedBid(
        place=answer.bid_count,
        bidder_code=answer.bidder_code,
        amount=Money(answer.amount_minor, answer.currency),
        received_at=answer.received_at,
        extended=answer.extended,
    )
