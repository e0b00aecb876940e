"""What a board becomes when its round opens, stops, goes on, is withdrawn or ends."""

from __future__ import annotations

import enum
from dataclasses import replace
from datetime import datetime, timedelta

from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State, move
from auction.rounds.outcome import Outcome, Sold
from auction.rounds.standing import Board, next_instant


class Reason(enum.StrEnum):
    """Why an act of the court on a round is refused."""

    ROUND_UNKNOWN = "round_unknown"
    NOT_SUSPENDED = "round_not_suspended"
    BIDDING_HAS_BEGUN = "bidding_has_begun"
    BIDDING_HAS_ENDED = "bidding_has_ended"
    GROUNDS_MISSING = "grounds_missing"


def open_due(board: Board, *, at: datetime) -> Board:
    """Return the board opened, if its start has come; otherwise as it is."""
    if board.state is not State.SCHEDULED or at < board.opens_at:
        return board
    return _moved(board, State.OPEN, at)


def suspend(board: Board, *, at: datetime) -> Board | Refusal:
    """Stop an open round during its bidding; what is left of its time is kept (R-53).

    Between its end and the hammer it is decided already: a stay would only reopen it.
    """
    refusal = move(board.state, State.SUSPENDED)
    if refusal is not None:
        return refusal
    after = stop(board, at=at)
    if not after.remaining:
        return Refusal(Reason.BIDDING_HAS_ENDED, "R-53", {"closes_at": board.closes_at})
    return after


def stop(board: Board, *, at: datetime) -> Board:
    """Stop a round that is known to be open, even after its end if that cannot stand (R-54)."""
    assert move(board.state, State.SUSPENDED) is None, "only an open round is stopped"
    remaining = board.closes_at - _not_before_the_last_act(board, at)
    return replace(_moved(board, State.SUSPENDED, at), remaining=max(remaining, timedelta(0)))


def end(board: Board, outcome: Outcome, *, at: datetime) -> Board:
    """Let an open round end."""
    after = step(board, State.SOLD if isinstance(outcome, Sold) else State.UNSOLD, at=at)
    assert isinstance(after, Board), "only an open round ends"
    return after


def resume(board: Board, *, at: datetime) -> Board | Refusal:
    """Let a stopped round go on with the time it had left, and all its bids (R-55).

    Never with less than the extension window, so nobody returns to a round that is over.
    """
    if board.state is not State.SUSPENDED:
        return Refusal(Reason.NOT_SUSPENDED, "R-55", {"state": board.state.value})
    assert board.remaining is not None, "a stopped round keeps what was left of its time"
    resumed_at = _not_before_the_last_act(board, at)
    closes_at = max(board.closes_at, resumed_at + max(board.remaining, board.terms.extension_window))
    after = _moved(board, State.OPEN, at)
    return replace(after, closes_at=closes_at, remaining=None, overloaded_at=None)


def withdraw(board: Board, *, at: datetime) -> Board | Refusal:
    """Take a round back before its start (R-56), or out of a stay (R-55)."""
    if board.state is State.OPEN or (board.state is State.SCHEDULED and at >= board.opens_at):
        return Refusal(Reason.BIDDING_HAS_BEGUN, "R-56", {"opens_at": board.opens_at})
    refusal = move(board.state, State.WITHDRAWN)
    return refusal if refusal is not None else _moved(board, State.WITHDRAWN, at)


def step(board: Board, to: State, *, at: datetime) -> Board | Refusal:
    """Take a round one permitted step on."""
    refusal = move(board.state, to)
    return refusal if refusal is not None else _moved(board, to, at)


def check_grounds(reason: str, legal_basis: str) -> Refusal | None:
    """R-53, R-56: whoever stops a sale says publicly why, and by which provision."""
    if reason.strip() and legal_basis.strip():
        return None
    return Refusal(Reason.GROUNDS_MISSING, "R-53")


def _not_before_the_last_act(board: Board, at: datetime) -> datetime:
    # An act whose time was read before it waited for another begins where that one ended.
    return at if board.sequenced_at is None else max(at, board.sequenced_at)


def _moved(board: Board, to: State, at: datetime) -> Board:
    return replace(board, state=to, sequenced_at=next_instant(board.sequenced_at, at))
