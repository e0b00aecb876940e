"""Judges bids and drops the hammer.

Pure: a board, a bid and the moment of judging go in, a verdict comes out (R-41 to R-49, TRUST 3).
``judge`` is the rule as it reads; ``bidding/batch.py`` is the same rule for a whole batch.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold, Unsold
from auction.rounds.standing import Answer, Bid, Board, Leader, next_instant

# How long a bid may be on its way from the socket to the judge, and how far a stamp may lie back.
GRACE = timedelta(seconds=2)
# Bids that were longer on their way this shortly before the end stop the round (TRUST 3.1).
OVERLOAD_WINDOW = timedelta(seconds=60)
# The hall is seen awake once a second; whoever is seen so late did not take bids in time.
SLEEP_MAX = GRACE + timedelta(seconds=1)
# A tenth of what money can count: the price to beat stays inside its bound.
BID_MINOR_MAX = 10**15
BID_KEY_LENGTH_MAX = 64


class Reason(enum.StrEnum):
    """Why a bid was turned down.  The order is the order of judging."""

    UNKNOWN_ROUND = "unknown_round"
    BAD_BID_KEY = "bad_bid_key"
    ABSURD_AMOUNT = "absurd_amount"
    NOT_ADMITTED = "not_admitted"
    IDEMPOTENCY_CONFLICT = "idempotency_conflict"
    EXCLUDED = "excluded"
    WITHDRAWN = "withdrawn"
    BEFORE_START = "before_start"
    SUSPENDED = "suspended"
    AFTER_END = "after_end"
    SELF_RAISE = "self_raise"
    OFF_GRID = "off_grid"
    BELOW_START = "below_start"
    PRIORITY_OUTRANKED = "priority_outranked"
    TOO_LOW = "too_low"


RULES: Mapping[Reason, str] = {
    Reason.UNKNOWN_ROUND: "R-41",
    Reason.BAD_BID_KEY: "R-44",
    Reason.ABSURD_AMOUNT: "R-41",
    Reason.NOT_ADMITTED: "R-33",
    Reason.IDEMPOTENCY_CONFLICT: "R-44",
    Reason.EXCLUDED: "R-35",
    Reason.WITHDRAWN: "R-56",
    Reason.BEFORE_START: "R-41",
    Reason.SUSPENDED: "R-53",
    Reason.AFTER_END: "R-44",
    Reason.SELF_RAISE: "R-41",
    Reason.OFF_GRID: "R-41",
    Reason.BELOW_START: "R-41",
    Reason.PRIORITY_OUTRANKED: "R-47",
    Reason.TOO_LOW: "R-41",
}


@dataclass(frozen=True)
class Accepted:
    """The bid leads; the board after it, and whether the end moved."""

    board: Board
    extended: bool


@dataclass(frozen=True)
class Overloaded:
    """Bids waited too long or could not come before the end: our slowness must not decide the sale."""

    overloaded_at: datetime


@dataclass(frozen=True)
class NotYet:
    """The hammer may not fall before this time."""

    closes_at: datetime


def judge(board: Board, bid: Bid, *, sequenced_at: datetime, rank: int | None) -> Accepted | Refusal:
    """Say whether the bid leads, and what the board shows next."""
    received_at = date_bid(bid.received_at, sequenced_at)
    refusal = _check_time(board, received_at, sequenced_at) or _check_amount(board, bid, rank)
    if refusal is not None:
        return refusal

    closes_at = board.terms.conduct.end_after(
        board.closes_at,
        received_at=received_at,
        window=board.terms.extension_window,
        extension_count=board.extension_count,
    )
    extended = closes_at > board.closes_at
    number = board.bid_number + 1
    after = replace(
        board,
        leader=Leader(bid.bidder_code, bid.amount, number, rank),
        bid_number=number,
        bid_count=board.bid_count + 1,
        extension_count=board.extension_count + extended,
        closes_at=closes_at,
        sequenced_at=sequenced_at,
    )
    assert board.leader is None or board.leader.amount <= bid.amount  # equal by R-46 only
    assert after.closes_at >= board.closes_at
    return Accepted(after, extended)


def close(
    board: Board, *, at: datetime, awake_at: datetime | None = None
) -> Sold | Unsold | Overloaded | NotYet:
    """Say how an open round ends at this time, if it ends.

    The hammer waits for bids in flight (GRACE), and does not fall at all when bids waited longer
    than that in the last minute, or when the hall, last seen ``awake_at``, sleeps.  A hall that was
    awake when the hammer was due has judged whatever came in time, however long the lot waits for
    another one of its case (R-51).
    """
    sequenced_at = next_instant(board.sequenced_at, at)
    if board.state is not State.OPEN or sequenced_at < board.closes_at + GRACE:
        return NotYet(board.closes_at + GRACE)
    if board.overloaded_at is not None and board.overloaded_at >= board.closes_at - OVERLOAD_WINDOW:
        return Overloaded(board.overloaded_at)
    if awake_at is not None and awake_at < board.closes_at + GRACE and slept(awake_at, at):
        return Overloaded(at)
    if board.leader is None:
        return Unsold(board.closes_at)
    return Sold(board.leader.bidder_code, board.leader.amount, board.closes_at)


def slept(awake_at: datetime | None, at: datetime) -> bool:
    """Say whether nobody was awake to take bids for longer than the grace; unknown is no."""
    return awake_at is not None and at - awake_at > SLEEP_MAX


def ends_touched(awake_at: datetime, at: datetime) -> tuple[datetime, datetime]:
    """Return between which ends a sleep until now touched the grace or the last minute of a round."""
    return awake_at - GRACE, at + OVERLOAD_WINDOW


def mark_overloaded(board: Board, *, at: datetime) -> Board:
    """Mark that bids could not be taken in time; if the end is near, the hammer does not fall."""
    marked_at = at if board.overloaded_at is None else max(board.overloaded_at, at)
    return replace(board, overloaded_at=marked_at)


def winner(accepted: Sequence[Answer]) -> Answer | None:
    """Return the winning bid of a round from its accepted bids alone (R-49).

    Highest amount, then a priority right before none, then the stronger rank, then the earlier
    number.
    """
    return min(
        (answer for answer in accepted if answer.accepted),
        key=lambda answer: (-answer.amount_minor, _or_last(answer.rank), answer.number),
        default=None,
    )


def date_bid(received_at: datetime, sequenced_at: datetime) -> datetime:
    """Return the time of a bid: as stamped, but no more than GRACE back, and never ahead."""
    return min(max(received_at, sequenced_at - GRACE), sequenced_at)


def in_time(board: Board, received_at: datetime, sequenced_at: datetime) -> bool:
    """Say whether a bid of an open board came before its end, and is judged before the hammer."""
    return received_at < board.closes_at and sequenced_at <= board.closes_at + GRACE


def check_bid(bid: Bid, currency: str) -> Reason | None:
    """Say why a bid is no bid at all: it is answered, but never becomes a fact of the sale."""
    if not 0 < len(bid.bid_key) <= BID_KEY_LENGTH_MAX:
        return Reason.BAD_BID_KEY
    if bid.amount.currency != currency or not 0 < bid.amount.minor <= BID_MINOR_MAX:
        return Reason.ABSURD_AMOUNT
    return None


def price_to_beat(board: Board) -> Money:
    """Return the least an ordinary bidder must offer now."""
    if board.leader is None:
        return board.terms.starting_price
    return board.leader.amount + board.terms.increment


def _check_time(board: Board, received_at: datetime, sequenced_at: datetime) -> Refusal | None:
    if board.state is State.WITHDRAWN:
        return _refuse(Reason.WITHDRAWN)
    if board.state is State.SCHEDULED or received_at < board.opens_at:
        return _refuse(Reason.BEFORE_START, opens_at=board.opens_at)
    if board.state is State.SUSPENDED:
        return _refuse(Reason.SUSPENDED)
    if board.state is not State.OPEN or not in_time(board, received_at, sequenced_at):
        return _refuse(Reason.AFTER_END, closes_at=board.closes_at)
    return None


def _check_amount(board: Board, bid: Bid, rank: int | None) -> Refusal | None:
    leader = board.leader
    conduct = board.terms.conduct
    if leader is not None and leader.bidder_code == bid.bidder_code and not conduct.self_raise:
        return _refuse(Reason.SELF_RAISE, current=leader.amount)
    if not board.terms.on_grid(bid.amount):
        return _refuse(Reason.OFF_GRID, **_price_numbers(board))
    if bid.amount < board.terms.starting_price:
        return _refuse(Reason.BELOW_START, **_price_numbers(board))
    if leader is not None and rank is not None and bid.amount == leader.amount and conduct.priority_equal_bid:
        # a priority purchaser need only match the leading price; R-47: not a stronger one's.
        outranked = leader.rank is not None and leader.rank <= rank
        return _refuse(Reason.PRIORITY_OUTRANKED, **_price_numbers(board)) if outranked else None
    if bid.amount < price_to_beat(board):
        return _refuse(Reason.TOO_LOW, **_price_numbers(board))
    return None


def _or_last(rank: int | None) -> int:
    return 2**31 if rank is None else rank


def _price_numbers(board: Board) -> dict[str, Money]:
    terms = board.terms
    numbers = {"starting_price": terms.starting_price, "increment": terms.increment}
    if board.leader is not None:
        numbers["current"] = board.leader.amount
    return {**numbers, "needed": price_to_beat(board)}


def _refuse(reason: Reason, **numbers: Money | datetime) -> Refusal:
    return Refusal(reason, RULES[reason], numbers)
