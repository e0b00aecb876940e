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
    RESUMPTION_TOO_SOON = "resumption_too_soon"
    RESUMPTION_TOO_FAR = "resumption_too_far"


# A moment further away than this is a slip of the pen; a stay may last, but its end is then set later.
RESUMED_AHEAD_MAX = timedelta(days=366)
# To a set moment the platform comes late: then it counts from now, and nobody loses time to its silence.
RESUMED_LATE_MAX = timedelta(minutes=1)


def open_due(board: Board, *, at: datetime) -> Board:
    """Return the board opened, or gone on, if the moment set for it has come; otherwise as it is."""
    if board.state is State.SCHEDULED and at >= board.opens_at:
        return _moved(board, State.OPEN, at)
    if board.state is State.SUSPENDED and board.resumes_at is not None and at >= board.resumes_at:
        is_late = at - board.resumes_at > RESUMED_LATE_MAX
        return _gone_on(board, at if is_late else board.resumes_at, at)
    return board


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
    after = _moved(board, State.SUSPENDED, at)
    return replace(after, remaining=max(remaining, timedelta(0)), stopped_at=after.sequenced_at)


def end(board: Board, outcome: Outcome, *, at: datetime) -> Board:
    """Let an open round end."""
    after = step(board, State.SOLD if isinstance(outcome, Sold) else State.UNSOLD, at=at)
    assert isinstance(after, Board), "only an open round ends"
    return after


def resume(board: Board, *, at: datetime) -> Board | Refusal:
    """Let a stopped round go on with the time it had left, and all its bids (R-55).

    Never with less than the law's least, so nobody returns to a round that is over.
    """
    if board.state is not State.SUSPENDED:
        return Refusal(Reason.NOT_SUSPENDED, "R-55", {"state": board.state.value})
    return _gone_on(board, _not_before_the_last_act(board, at), at)


def set_resumption(board: Board, *, resumes_at: datetime, at: datetime) -> Board | Refusal:
    """Set the moment at which a stopped round goes on, so far ahead that every bidder can know (R-55).

    A later moment may be set instead, under the same notice; the newest counts.
    """
    if board.state is not State.SUSPENDED:
        return Refusal(Reason.NOT_SUSPENDED, "R-55", {"state": board.state.value})
    earliest = at + board.terms.conduct.resume_notice_min
    if resumes_at < earliest:
        return Refusal(Reason.RESUMPTION_TOO_SOON, "R-55", {"resumes_at": resumes_at, "earliest": earliest})
    latest = at + RESUMED_AHEAD_MAX
    if resumes_at > latest:
        return Refusal(Reason.RESUMPTION_TOO_FAR, "R-55", {"resumes_at": resumes_at, "latest": latest})
    return replace(_moved(board, State.SUSPENDED, at), resumes_at=resumes_at)


def end_if_resumed(board: Board, resumes_at: datetime) -> datetime:
    """Return when a stopped round would end if it went on at a moment: what is left of it from there."""
    assert board.remaining is not None, "a stopped round keeps what was left of its time"
    least = max(board.terms.extension_window, board.terms.conduct.resume_min_remaining)
    return max(board.closes_at, resumes_at + max(board.remaining, least))


def planned_end(board: Board) -> datetime:
    """Return when bidding ends as things stand: after a set resumption what is left counts from there."""
    return board.closes_at if board.resumes_at is None else end_if_resumed(board, board.resumes_at)


def withdraw(board: Board, *, at: datetime) -> Board | Refusal:
    """Take a round back before its start (R-56), or out of a stay (R-55)."""
    if board.state is State.OPEN or (board.state is State.SCHEDULED and at >= board.opens_at):
        return Refusal(Reason.BIDDING_HAS_BEGUN, "R-56", {"opens_at": board.opens_at})
    refusal = move(board.state, State.WITHDRAWN)
    return refusal if refusal is not None else replace(_moved(board, State.WITHDRAWN, at), resumes_at=None)


def call_off(board: Board, *, at: datetime) -> Board:
    """Take a round that is not over back, bids or not: other lots of its case brought enough (R-51)."""
    stopped = stop(board, at=at) if board.state is State.OPEN else board
    after = step(stopped, State.WITHDRAWN, at=at)
    assert isinstance(after, Board), "only a round that is over cannot be called off"
    return replace(after, resumes_at=None)


def step(board: Board, to: State, *, at: datetime) -> Board | Refusal:
    """Take a round one permitted step on."""
    refusal = move(board.state, to)
    return refusal if refusal is not None else _moved(board, to, at)


def check_grounds(reason: str, legal_basis: str) -> Refusal | None:
    """R-53, R-56: whoever stops a sale says publicly why, and by which provision."""
    if reason.strip() and legal_basis.strip():
        return None
    return Refusal(Reason.GROUNDS_MISSING, "R-53")


def _gone_on(board: Board, resumed_at: datetime, at: datetime) -> Board:
    after = replace(_moved(board, State.OPEN, at), closes_at=end_if_resumed(board, resumed_at))
    return replace(after, remaining=None, overloaded_at=None, stopped_at=None, resumes_at=None)


def _not_before_the_last_act(board: Board, at: datetime) -> datetime:
    # An act whose time was read before it waited for another begins where that one ended.
    return at if board.sequenced_at is None else max(at, board.sequenced_at)


def _moved(board: Board, to: State, at: datetime) -> Board:
    return replace(board, state=to, sequenced_at=next_instant(board.sequenced_at, at))
