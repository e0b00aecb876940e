"""The next steps a bidder may take from a board, and when a leap needs a second look.

R-41 leaves the size of a raise to the bidder; a raise of so many increments as the rule set says is
asked about once, because a slipped finger is not a will.
"""

from __future__ import annotations

from dataclasses import dataclass

from auction.kernel.money import AMOUNT_MINOR_MAX, Money
from auction.kernel.refusal import Number, Refusal
from auction.rounds.lifecycle import State
from auction.rounds.standing import Board
from auction.rounds.terms import Terms
from bidding.refusals import HallReason

STEPS = (1, 2, 5, 10)
FIRST_STEPS = (0, 1, 2, 5)


@dataclass(frozen=True)
class Step:
    """One button: so many increments above the price now, and the amount they come to."""

    increments: int
    amount: Money


def price_now(board: Board) -> Money:
    """Return the leading amount, or the starting price while nobody leads."""
    return board.leader.amount if board.leader else board.terms.starting_price


def least_needed(board: Board) -> Money:
    """Return the least an ordinary bidder must offer now (R-41)."""
    return board.leader.amount + board.terms.increment if board.leader else board.terms.starting_price


def next_steps(board: Board) -> tuple[Step, ...]:
    """Return the buttons; the first bid of a round may be the starting price itself."""
    base, increment = price_now(board).minor, board.terms.increment.minor
    amounts = ((count, base + count * increment) for count in (STEPS if board.leader else FIRST_STEPS))
    return tuple(
        Step(count, Money(minor, board.currency)) for count, minor in amounts if minor <= AMOUNT_MINOR_MAX
    )


def ask_to_type(terms: Terms, amount: Money, typed: Money | None) -> Refusal | None:
    """Ask for the amount once more, typed, where the price is watched; nobody is kept from bidding."""
    if terms.watched_from is None or amount < terms.watched_from or typed == amount:
        return None
    numbers: dict[str, Number] = {
        "amount": amount,
        "watched_from": terms.watched_from,
        "deposit": terms.deposit,
    }
    return Refusal(HallReason.NEEDS_TYPED_AMOUNT, "R-53", numbers)


def answer_take_back(board: Board, bidder_code: str) -> Refusal:
    """Answer who asks to take a bid back: the leading one binds, any other has lapsed for good (R-52)."""
    leader = board.leader
    if leader is None or leader.bidder_code != bidder_code or board.state is State.WITHDRAWN:
        return Refusal(HallReason.LAPSED, "R-52")
    return Refusal(HallReason.IRREVOCABLE, "R-52", {"amount": leader.amount})


def ask_before_leap(board: Board, amount: Money) -> Refusal | None:
    """Ask for a confirmation of a bid so far above the price now as the rule set names."""
    increments = (amount.minor - price_now(board).minor) // board.terms.increment.minor
    if increments < board.terms.conduct.confirm_increments:
        return None
    numbers: dict[str, Number] = {"steps": increments, "current": price_now(board), "amount": amount}
    return Refusal(HallReason.NEEDS_CONFIRMATION, "R-41", numbers)
