"""The desk: one writer per process that takes all bids that wait into one transaction.

The price of a durable commit is paid once for everybody who waits (ARCHITECTURE 5).  An answer is
given only for what is on disk; where that is not known, the bidder is told to send the same bid
again, and its bid key makes it count once.  A round whose bids could not be taken is marked as soon
as that can be written, so that our trouble does not decide its sale (TRUST 3.1).  Runs under
threads and under gevent alike.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence

from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from auction.kernel.clock import ClockUnsure
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.rounds.standing import Answer, Bid
from bidding import service
from bidding.refusals import HallReason

# Bids that wait at once; at the slowest rate ever measured this is a wait of a second or two.
WAITING_MAX = 5_000
# Bids in one transaction, so that none of them holds the boards for long.
BATCH_MAX = 500
# How long the writer waits after the first bid for others of the same moment; a commit takes longer.
BREATH_S = 0.001
# How long a page waits for an answer before it says that the outcome is unknown; a socket waits
# with its browser, which knows when it has waited long enough.
ANSWER_S_MAX = 20.0
# How soon the desk tries again to mark the rounds whose bids it could not take.
MARK_AGAIN_S = 0.2
STOP_S_MAX = 10.0
# The database is away: no bid is at fault, so none is tried alone.
AWAY = (OperationalError, InterfaceError, PoolTimeout)

Place = Callable[..., Sequence[Answer]]
_log = logging.getLogger(__name__)


class Ticket:
    """A bid that was handed in, and its answer once there is one."""

    __slots__ = ("_answer", "_done", "bid")

    def __init__(self, bid: Bid) -> None:
        self.bid = bid
        self._done = threading.Event()
        self._answer: Answer | Refusal = Refusal(HallReason.OUTCOME_UNKNOWN, "R-44")

    def settle(self, answer: Answer | Refusal) -> None:
        """Give the answer to whoever waits."""
        self._answer = answer
        self._done.set()

    def wait(self, timeout_s: float | None = None) -> Answer | Refusal:
        """Return the answer; after the time-out, that the outcome is not known."""
        self._done.wait(timeout_s)
        return self._answer


class Desk:
    """Hands bids in their order to ``service.place_bids`` and answers after the commit."""

    def __init__(self, world: World, *, place: Place = service.place_bids) -> None:
        self._world = world
        self._place_bids = place
        self._waiting: deque[Ticket] = deque()
        self._missed: set[str] = set()
        self._changed = threading.Condition()
        self._writer: threading.Thread | None = None
        self._stopped = False
        self._breath = threading.Event()

    def submit(self, bid: Bid) -> Ticket:
        """Take a bid; what cannot wait is refused at once.  The writer starts with the first bid."""
        ticket = Ticket(bid)
        with self._changed:
            if self._stopped or len(self._waiting) >= WAITING_MAX:
                self._refuse([ticket], HallReason.DESK_FULL)
                return ticket
            self._waiting.append(ticket)
            self._start_writer()
            self._changed.notify()
        return ticket

    def stop(self) -> None:
        """Answer what waits, take nothing more, and end the writer."""
        with self._changed:
            self._stopped = True
            self._changed.notify()
        if self._writer is not None:
            self._writer.join(STOP_S_MAX)

    def _start_writer(self) -> None:
        if self._writer is None or not self._writer.is_alive():
            self._writer = threading.Thread(target=self._write, name="desk", daemon=True)
            self._writer.start()

    def _write(self) -> None:
        while self._wait_for_work():
            self._serve(self._next_batch())
            self._mark_missed()

    def _wait_for_work(self) -> bool:
        with self._changed:
            if not self._waiting and not self._stopped:
                self._changed.wait(MARK_AGAIN_S if self._missed else None)
            return bool(self._waiting) or not self._stopped

    def _next_batch(self) -> list[Ticket]:
        # Whoever has a whole message in hand by now may still hand it in for this commit.
        self._breath.wait(BREATH_S)
        with self._changed:
            count = min(len(self._waiting), BATCH_MAX)
            return [self._waiting.popleft() for _ in range(count)]

    def _mark_missed(self) -> None:
        missed = frozenset(self._missed)
        if not missed:
            return
        try:
            with self._world.database.transaction() as tx:
                tx.connection()
                service.mark_overloaded(tx, round_ids=missed, at=self._world.clock.now())
        except Exception:  # noqa: BLE001  # the desk outlives whatever it was, and tries again
            _log.exception("%d rounds whose bids could not be taken are not marked yet", len(missed))
        else:
            self._missed -= missed

    def _serve(self, batch: Sequence[Ticket]) -> None:
        if not batch:
            return
        try:
            answers = self._place(batch)
        except ClockUnsure:
            self._refuse(batch, HallReason.CLOCK_UNSURE)
        except AWAY:
            _log.exception("the database was away; %d bids have no known outcome", len(batch))
            self._refuse(batch, HallReason.OUTCOME_UNKNOWN)
        except Exception:  # noqa: BLE001  # the desk outlives our mistakes
            # Our own mistake about one bid must neither end the desk nor cost the others.
            _log.exception("a batch of %d bids failed", len(batch))
            self._serve_each(batch)
        else:
            for ticket, answer in zip(batch, answers, strict=True):
                ticket.settle(answer)

    def _serve_each(self, batch: Sequence[Ticket]) -> None:
        if len(batch) == 1:
            self._refuse(batch, HallReason.OUTCOME_UNKNOWN)
            return
        for ticket in batch:
            self._serve([ticket])

    def _place(self, batch: Sequence[Ticket]) -> Sequence[Answer]:
        bids = [ticket.bid for ticket in batch]
        with self._world.database.transaction() as tx:
            # The time of judging is read after the wait for the boards, not before (TRUST 3.1).
            locked = service.lock_boards(tx, bids=bids)
            answers = self._place_bids(tx, bids=bids, at=self._world.clock.now(), locked=locked)
            assert len(answers) == len(bids), "everybody gets an answer"
            return answers

    def _refuse(self, batch: Sequence[Ticket], reason: HallReason) -> None:
        self._missed.update(ticket.bid.round_id for ticket in batch)
        for ticket in batch:
            ticket.settle(Refusal(reason, "R-44"))
