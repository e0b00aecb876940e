"""Judges a whole batch of bids in their order, by the rule of ``bidding/engine.py``.

What goes in and comes out is frozen; inside, each board is a plain scratch of numbers, because a
frozen copy a bid would cost three times the judging.  A test compares this file with the engine,
bid by bid.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from auction.kernel.money import Money
from auction.rounds.lifecycle import State
from auction.rounds.standing import (
    ACCEPTED,
    TICK,
    Answer,
    Bid,
    Board,
    Leader,
    RosterLine,
    next_instant,
)
from bidding.engine import GRACE, RULES, Reason, check_bid

Seat = tuple[str, str]
BidKey = tuple[str, str, str]


@dataclass(frozen=True)
class Judged:
    """All answers in the order of the bids; the new ones among them; the boards that moved."""

    answers: tuple[Answer, ...]
    fresh: tuple[Answer, ...]
    boards: tuple[Board, ...]


def judge_all(
    boards: Mapping[str, Board],
    bids: Iterable[Bid],
    *,
    at: datetime,
    roster: Mapping[Seat, RosterLine],
    earlier: Mapping[BidKey, Answer],
) -> Judged:
    """Judge the bids in order; a repeated bid key gets its first answer again.

    A bid of nobody admitted, or of an absurd amount, is answered but not numbered: it is no
    fact of the sale, and must not move its clock.
    """
    known = dict(earlier)
    scratches = {round_id: _Scratch(board, at) for round_id, board in boards.items()}
    answers: list[Answer] = []
    fresh: list[Answer] = []
    for bid in bids:
        scratch = scratches.get(bid.round_id)
        if scratch is None:
            answers.append(_answer_to_nobody(bid, at))
            continue
        key = (bid.round_id, bid.bidder_code, bid.bid_key)
        first = known.get(key)
        if first is not None:
            answers.append(first if _is_same(first, bid) else scratch.conflict(bid))
            continue
        line = roster.get(key[:2])
        reason = check_bid(bid, scratch.currency)
        if reason is not None or line is None:
            answers.append(scratch.unnumbered(bid, reason or Reason.NOT_ADMITTED))
            continue
        answer = known[key] = scratch.judge(bid, line)
        answers.append(answer)
        fresh.append(answer)
    moved = {answer.round_id for answer in fresh}
    return Judged(tuple(answers), tuple(fresh), tuple(scratches[r].board() for r in sorted(moved)))


def _is_same(first: Answer, bid: Bid) -> bool:
    return first.amount_minor == bid.amount.minor and first.currency == bid.amount.currency


class _Scratch:
    """One board, taken apart while a batch is judged; ``board()`` puts it together again."""

    __slots__ = (
        "before",
        "bid_count",
        "closes_at",
        "conduct",
        "currency",
        "extension_count",
        "increment",
        "judges_until",
        "last",
        "leader",
        "leading",
        "number",
        "opens_at",
        "overloaded_at",
        "price",
        "rank",
        "sequenced_at",
        "start",
        "state",
        "window",
    )

    def __init__(self, board: Board, at: datetime) -> None:
        self.before = board
        self.state = board.state
        self.opens_at = board.opens_at
        self.closes_at = board.closes_at
        self.judges_until = board.closes_at + GRACE
        self.conduct = board.terms.conduct
        self.window = board.terms.extension_window
        self.start = board.terms.starting_price.minor
        self.increment = board.terms.increment.minor
        self.currency = board.currency
        self.number = board.bid_number
        self.bid_count = board.bid_count
        self.extension_count = board.extension_count
        self.overloaded_at = board.overloaded_at
        self.last = board.sequenced_at
        self.sequenced_at = next_instant(board.sequenced_at, at)
        leader = board.leader
        self.leading = 0 if leader is None else leader.number
        self.leader = "" if leader is None else leader.bidder_code
        self.price = None if leader is None else leader.amount.minor
        self.rank = None if leader is None else leader.rank

    def board(self) -> Board:
        """Return the frozen board after the batch."""
        leader = None
        if self.price is not None:
            amount = Money(self.price, self.currency)
            leader = Leader(self.leader, amount, self.leading, self.rank)
        after = replace(
            self.before,
            closes_at=self.closes_at,
            bid_number=self.number,
            bid_count=self.bid_count,
            extension_count=self.extension_count,
            leader=leader,
            sequenced_at=self.last,
            overloaded_at=self.overloaded_at,
        )
        assert after.closes_at >= self.before.closes_at, "the end never comes nearer"
        return after

    def judge(self, bid: Bid, line: RosterLine) -> Answer:
        """Give the bid its number and its answer, and move the scratch on."""
        sequenced_at = self.sequenced_at
        received_at = bid.received_at
        if received_at > sequenced_at:
            received_at = sequenced_at
        elif received_at < sequenced_at - GRACE:
            received_at = sequenced_at - GRACE
            # What came after the end is refused however quick we are, and puts no sale in doubt.
            if bid.received_at < self.closes_at:
                self.overloaded_at = sequenced_at
        self.last = sequenced_at
        self.sequenced_at = sequenced_at + TICK
        self.number += 1
        reason = self._check_time(line, received_at, sequenced_at) or self._check_amount(bid, line.rank)
        if reason is not None:
            return self._answer(bid, line.rank, reason, received_at=received_at, sequenced_at=sequenced_at)
        return self._accept(bid, line.rank, received_at, sequenced_at)

    def conflict(self, bid: Bid) -> Answer:
        """Answer a bid key that came again with another amount."""
        return self.unnumbered(bid, Reason.IDEMPOTENCY_CONFLICT)

    def unnumbered(self, bid: Bid, reason: Reason) -> Answer:
        """Answer a bid that is not recorded."""
        at = self.sequenced_at
        answer = self._answer(bid, None, reason, received_at=bid.received_at, sequenced_at=at)
        return answer._replace(number=0)

    def _check_time(self, line: RosterLine, received_at: datetime, sequenced_at: datetime) -> Reason | None:
        state = self.state
        if line.excluded_at is not None:
            return Reason.EXCLUDED
        if state is State.WITHDRAWN:
            return Reason.WITHDRAWN
        if state is State.SCHEDULED or received_at < self.opens_at:
            return Reason.BEFORE_START
        if state is State.SUSPENDED:
            return Reason.SUSPENDED
        if state is not State.OPEN or received_at >= self.closes_at or sequenced_at > self.judges_until:
            return Reason.AFTER_END
        return None

    def _check_amount(self, bid: Bid, rank: int | None) -> Reason | None:
        amount, price = bid.amount.minor, self.price
        if self.leader == bid.bidder_code and not self.conduct.self_raise:
            return Reason.SELF_RAISE
        if (amount - self.start) % self.increment:
            return Reason.OFF_GRID
        if amount < self.start:
            return Reason.BELOW_START
        if price is None:
            return None
        if amount == price and rank is not None and self.conduct.priority_equal_bid:
            outranked = self.rank is not None and self.rank <= rank
            return Reason.PRIORITY_OUTRANKED if outranked else None
        return Reason.TOO_LOW if amount < price + self.increment else None

    def _accept(self, bid: Bid, rank: int | None, received_at: datetime, sequenced_at: datetime) -> Answer:
        closes_before = self.closes_at
        extended_to = self.conduct.end_after(
            closes_before,
            received_at=received_at,
            window=self.window,
            extension_count=self.extension_count,
        )
        extended = extended_to > closes_before
        if extended:
            self.closes_at = extended_to
            self.judges_until = extended_to + GRACE
            self.extension_count += 1
        self.bid_count += 1
        assert self.price is None or self.price <= bid.amount.minor, "the price never falls"
        self.price, self.leader, self.rank = bid.amount.minor, bid.bidder_code, rank
        self.leading = self.number
        answer = self._answer(bid, rank, None, received_at=received_at, sequenced_at=sequenced_at)
        if extended:
            return answer._replace(extended=True, closes_before=closes_before)
        return answer

    def _answer(
        self,
        bid: Bid,
        rank: int | None,
        reason: Reason | None,
        *,
        received_at: datetime,
        sequenced_at: datetime,
    ) -> Answer:
        price = self.price
        return Answer(
            bid.round_id,
            self.number,
            bid.bidder_code,
            bid.bid_key,
            bid.amount.minor,
            rank,
            received_at,
            sequenced_at,
            ACCEPTED if reason is None else reason.value,
            "R-41" if reason is None else RULES[reason],
            False,
            self.closes_at,
            self.closes_at,
            self.bid_count,
            self.extension_count,
            price,
            self.start if price is None else price + self.increment,
            self.currency,
        )


def _answer_to_nobody(bid: Bid, at: datetime) -> Answer:
    return Answer(
        round_id=bid.round_id,
        number=0,
        bidder_code=bid.bidder_code,
        bid_key=bid.bid_key,
        amount_minor=bid.amount.minor,
        rank=None,
        received_at=bid.received_at,
        sequenced_at=at,
        verdict=Reason.UNKNOWN_ROUND.value,
        rule=RULES[Reason.UNKNOWN_ROUND],
        extended=False,
        closes_before=at,
        closes_at=at,
        bid_count=0,
        extension_count=0,
        current_minor=None,
        needed_minor=None,
        currency=bid.amount.currency,
    )
