"""Places bids: the boards are locked, the bids judged, every answer recorded, in one commit."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel import store as heartbeats
from auction.kernel.words import N_
from auction.rounds import facts, store
from auction.rounds import service as rounds
from auction.rounds.enough import LIVE
from auction.rounds.lifecycle import State
from auction.rounds.service import PLATFORM
from auction.rounds.standing import Answer, Bid, Board
from bidding import closing, engine
from bidding.batch import judge_all

# The public reason when our own slowness would have decided the sale (TRUST 3.1).
OVERLOADED = N_("Bids waited too long, or could not come in, in the last minute before the end.")
CLOCK_STEPPED = N_("The clock of record jumped across the end of this round.")
# The heartbeat of all processes that take bids.
HALL = "hall"


def lock_boards(tx: Session, *, bids: Sequence[Bid]) -> dict[str, Board]:
    """Lock the boards that the bids are for: bids are judged at a time read after this wait."""
    return store.lock_boards(tx, {bid.round_id for bid in bids})


def place_bids(
    tx: Session, *, bids: Sequence[Bid], at: datetime, locked: Mapping[str, Board] | None = None
) -> list[Answer]:
    """Judge the bids in order and record every answer on the boards and in the record.

    A round whose start has come is opened first, under the same lock, whether or not the clock
    has come by.  Answers come back in the order of the bids.
    """
    locked = lock_boards(tx, bids=bids) if locked is None else locked
    boards, opened = rounds.open_unrecorded(tx, boards=locked, at=at)
    judged = judge_all(
        boards,
        bids,
        at=at,
        roster=store.roster_of(tx, {(bid.round_id, bid.bidder_code) for bid in bids}),
        earlier=store.answers_to(tx, {(bid.round_id, bid.bidder_code, bid.bid_key) for bid in bids}),
    )
    store.record_bids(tx, judged.fresh)
    store.save_boards(tx, judged.boards)
    placed = [facts.of_answer(answer, boards[answer.round_id]) for answer in judged.fresh]
    log.append(tx, opened + placed)
    return list(judged.answers)


def close_due(tx: Session, *, at: datetime) -> int:
    """Drop the hammer on the rounds that have ended, a bounded number; return how many moved.

    The lots of one case end in their order, and no more of them than it needs (R-51).  Bids that
    waited too long in the last minute, or a hall that sleeps, stop a round instead (TRUST 3.1).
    """
    due = due_to_close(tx, at=at)
    locked = store.lock_boards(tx, {*due, *store.live_beside(tx, due)})
    boards = [board for board in locked.values() if board.state in LIVE]
    sales = rounds.sales_of_cases(tx, boards=boards)
    awake_at = heartbeats.last_beat(tx, name=HALL)
    fallen = closing.drop_all(boards, sales=sales, at=at, awake_at=awake_at)
    stopped_count = rounds.stop_all(tx, boards=fallen.overloaded, reason=OVERLOADED, at=at)
    ended_count = rounds.record_outcomes(tx, ended=fallen.ended, at=at)
    return stopped_count + ended_count + rounds.call_off(tx, called_off=fallen.called_off, at=at)


def due_to_close(tx: Session, *, at: datetime) -> list[str]:
    """Return the open rounds whose end and grace have passed."""
    return store.due_to_close(tx, ended_by=at - engine.GRACE)


def record_clock_step(tx: Session, *, step: timedelta, at: datetime) -> int:
    """Record that the clock of record jumped, and stop the rounds whose end lay within the jump."""
    first, last = sorted((at - step, at))
    jump = {"step_ms": step // timedelta(milliseconds=1)}
    log.append(tx, [EntryDraft(chain=PLATFORM, type="clock.step", at=at, facts=jump)])
    stopped_count = 0
    for part in store.ending_between(tx, first=first - engine.GRACE, last=last):
        stopped_count += rounds.stop_all(tx, boards=_lock_open(tx, part, at), reason=CLOCK_STEPPED, at=at)
    return stopped_count


def note_awake(tx: Session, *, at: datetime) -> int:
    """Note that bids can be taken; mark the rounds near whose end nobody could, and return how many.

    A marked round is stopped where the hammer would fall, unless a bid moves its end on.
    """
    awake_at = heartbeats.beat(tx, name=HALL, at=at)
    if awake_at is None or not engine.slept(awake_at, at):
        return 0
    first, last = engine.ends_touched(awake_at, at)
    parts = store.ending_between(tx, first=first, last=last)
    return sum(mark_overloaded(tx, round_ids=part, at=at) for part in parts)


def mark_overloaded(tx: Session, *, round_ids: Collection[str], at: datetime) -> int:
    """Mark the open rounds among these: bids for them could not be taken; return how many."""
    marked = [engine.mark_overloaded(board, at=at) for board in _lock_open(tx, round_ids, at)]
    store.save_boards(tx, marked)
    return len(marked)


def _lock_open(tx: Session, round_ids: Collection[str], at: datetime) -> list[Board]:
    boards = rounds.open_boards(tx, boards=store.lock_boards(tx, round_ids), at=at)
    return [board for board in boards.values() if board.state is State.OPEN]
