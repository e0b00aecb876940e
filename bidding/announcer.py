"""The announcer: looks which watched boards moved, and tells all their watchers at once.

It looks instead of being told: a crash between a commit and its announcement loses nothing, a
hundred bids make one frame, and any number of processes need no broker (ARCHITECTURE 5).  Each
frame says after which number it begins, so a client that missed one notices and asks.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import orjson
from engineio.exceptions import SocketIsClosedError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from auction.kernel.clock import ClockUnsure
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.standing import Board
from bidding.message import format_frame
from bidding.transport_views import FramedOnce

# A tenth of a second is below what people notice, and far below the second of R-45.
TICK_S = 0.1
TICKS_PER_SWEEP = 10
# What is shown later than this after it was judged is noted for its round.
DISPLAY_LAG_MAX = timedelta(seconds=1)
# Bids in one frame; what is beyond comes with the next tick.
FRAME_BIDS_MAX = 200
# Frames that wait for one slow client; it is left out until it has caught up.
BEHIND_FRAMES_MAX = 16
# Ticks that a client may stay behind before it is cut.
BEHIND_TICKS_MAX = 100
STOP_S_MAX = 5.0
# The version of no board.
NO_VERSION = -1

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Announcement:
    """A frame for one crowd, and what the crowd knows once it was told."""

    packet: FramedOnce
    version: int
    number: int


@dataclass
class Crowd:
    """The watchers of one round, as engine.io sockets, and what they were told last."""

    version: int
    number: int
    sockets: dict[str, Any] = field(default_factory=dict)
    behind: dict[str, int] = field(default_factory=dict)
    last: FramedOnce | None = None

    def tell(self, news: Announcement) -> None:
        """Queue one packet for everybody; nobody's slowness delays another."""
        self.last, self.version, self.number = news.packet, news.version, news.number
        for sid in list(self.sockets):
            self._tell_one(sid, news.packet)

    def tell_those_behind(self) -> list[str]:
        """Give the last frame to those who caught up; return who was behind for too long."""
        for sid in list(self.behind):
            # Another thread may let it leave meanwhile.
            self.behind[sid] = self.behind.get(sid, 0) + 1
            if self.last is not None:
                self._tell_one(sid, self.last)
        return [sid for sid, ticks in list(self.behind.items()) if ticks > BEHIND_TICKS_MAX]

    def leave(self, sid: str) -> None:
        """Forget a watcher."""
        self.sockets.pop(sid, None)
        self.behind.pop(sid, None)

    def _tell_one(self, sid: str, packet: FramedOnce) -> None:
        socket = self.sockets.get(sid)
        if socket is None or socket.closed:
            self.leave(sid)
            return
        if socket.queue.qsize() > BEHIND_FRAMES_MAX:
            self.behind.setdefault(sid, 0)
            return
        self.behind.pop(sid, None)
        try:
            socket.send(packet)
        except SocketIsClosedError:
            self.leave(sid)


class Announcer:
    """A background loop over the rounds that somebody watches; it starts with the first watcher."""

    def __init__(self, world: World, *, cut: Callable[[Any], None], sweep: Callable[[], object]) -> None:
        self._world = world
        self._cut = cut
        self._sweep = sweep
        self._crowds: dict[str, Crowd] = {}
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._loop: threading.Thread | None = None

    def join(self, board: Board, sid: str, socket: Any) -> None:
        """Let a socket watch the round of a board that it has just been shown."""
        with self._lock:
            crowd = self._crowds.get(board.round_id)
            if crowd is None:
                crowd = self._crowds[board.round_id] = Crowd(board.version, board.bid_number)
            crowd.sockets[sid] = socket
            if crowd.version != board.version:
                # Others know another board than it was shown: the next tick tells all of them again.
                crowd.version = NO_VERSION
        self.start()

    def leave(self, round_id: str, sid: str) -> None:
        """Let a socket watch no more; a round without watchers is not looked at."""
        with self._lock:
            crowd = self._crowds.get(round_id)
            if crowd is not None:
                crowd.leave(sid)
                if not crowd.sockets:
                    del self._crowds[round_id]

    def watcher_count(self, round_id: str) -> int:
        """Return how many watch a round in this process."""
        crowd = self._crowds.get(round_id)
        return 0 if crowd is None else len(crowd.sockets)

    def start(self) -> None:
        """Start the loop unless it runs."""
        with self._lock:
            if self._loop is None and not self._stopping.is_set():
                self._loop = threading.Thread(target=self._run, name="announcer", daemon=True)
                self._loop.start()

    def stop(self) -> None:
        """End the loop."""
        self._stopping.set()
        if self._loop is not None:
            self._loop.join(STOP_S_MAX)

    def _run(self) -> None:
        ticks = 0
        while not self._stopping.wait(TICK_S):
            ticks += 1
            self._look(sweeps=ticks % TICKS_PER_SWEEP == 0)

    def _look(self, *, sweeps: bool) -> None:
        try:
            self.tick()
            if sweeps:
                self._sweep()
        except SQLAlchemyError:
            _log.exception("the boards could not be read; looking again")
        except Exception:  # noqa: BLE001  # watchers must not go blind because one frame failed
            _log.exception("an announcement failed; looking again")

    def tick(self) -> int:
        """Look once at all watched rounds; return how many frames were sent."""
        crowds = dict(self._crowds)
        if not crowds:
            return 0
        for crowd in crowds.values():
            for sid in crowd.tell_those_behind():
                self._cut(crowd.sockets.get(sid))
                crowd.leave(sid)
        with self._world.database.reading() as tx:
            versions = {round_id: crowd.version for round_id, crowd in crowds.items()}
            moved = store.boards_moved_since(tx, versions)
            moved_crowds = [(crowds[board.round_id], board) for board in moved]
            news = [(crowd, self._announce(tx, crowd, board)) for crowd, board in moved_crowds]
        for crowd, announcement in news:
            crowd.tell(announcement)
        return len(news)

    def _announce(self, tx: Session, crowd: Crowd, board: Board) -> Announcement:
        bids = store.read_bids(tx, board.round_id, crowd.number, FRAME_BIDS_MAX)
        more = len(bids) == FRAME_BIDS_MAX
        at = self._time()
        note_lag(board, at)
        frame = format_frame(board, bids, after=crowd.number, more=more, at=at)
        packet = FramedOnce(b'["board",' + orjson.dumps(frame) + b"]")
        # With more to tell, the next tick looks again.
        version = NO_VERSION if more else board.version
        return Announcement(packet, version, bids[-1].number if more else board.bid_number)

    def _time(self) -> datetime | None:
        try:
            return self._world.clock.now()
        except (ClockUnsure, SQLAlchemyError):
            return None


def note_lag(board: Board, at: datetime | None) -> bool:
    """Note in the log that the newest act on a board is shown late; say whether it is."""
    if at is None or board.sequenced_at is None or at - board.sequenced_at <= DISPLAY_LAG_MAX:
        return False
    lag_ms = (at - board.sequenced_at) // timedelta(milliseconds=1)
    _log.warning("round %s, lot %s: shown %d ms late", board.round_id, board.lot_id, lag_ms)
    return True


def first_frame(tx: Session, board: Board, *, since: int | None, at: datetime) -> dict[str, object]:
    """Return what somebody is told who knows the bids up to a number; without one, all but the bids."""
    since = board.bid_number if since is None else since
    bids = store.read_bids(tx, board.round_id, since, FRAME_BIDS_MAX)
    return format_frame(board, bids, after=since, more=len(bids) == FRAME_BIDS_MAX, at=at)
