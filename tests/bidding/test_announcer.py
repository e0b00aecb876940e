"""The announcer: what moved is told once, in order, and nobody's slowness delays another."""

from __future__ import annotations

import queue
import time
from datetime import timedelta
from typing import Any

import orjson
import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from auction.kernel.world import World
from auction.rounds import store
from bidding import announcer as announcers
from bidding import service
from bidding.announcer import Announcer
from bidding.transport_views import FramedOnce
from tests.support.hall import OPEN_AT, make_open_round
from tests.support.rounds import make_bid, make_board


class PaperSocket:
    """Stands for an engine.io socket: a queue, and whether it is closed."""

    def __init__(self) -> None:
        self.queue: queue.Queue[FramedOnce] = queue.Queue()
        self.closed = False

    def send(self, packet: FramedOnce) -> None:
        self.queue.put(packet)

    def told(self) -> list[dict[str, Any]]:
        """Return the frames that came, and forget them."""
        frames = [self.queue.get() for _ in range(self.queue.qsize())]
        return [orjson.loads(frame.encode()[frame.encode().index(b"42[") + 2 :])[1] for frame in frames]


def place(world: World, round_id: str, *bids: tuple[str, int]) -> None:
    with world.database.transaction() as tx:
        made = [make_bid(code, yuan, OPEN_AT, round_id=round_id) for code, yuan in bids]
        service.place_bids(tx, bids=made, at=world.clock.now())


def board_of(world: World, round_id: str) -> Any:
    def read(tx: Session) -> Any:
        return store.read_board(tx, round_id)

    with world.database.reading() as tx:
        return read(tx)


@pytest.fixture
def announcer(world: World) -> Announcer:
    made = Announcer(world, cut=lambda socket: setattr(socket, "closed", True), sweep=lambda: None)
    made._stopping.set()  # the tests tick by hand
    return made


def test_all_that_is_new_makes_one_frame_for_all(world: World, announcer: Announcer) -> None:
    round_id = make_open_round(world)
    watchers = [PaperSocket(), PaperSocket()]
    for number, watcher in enumerate(watchers):
        announcer.join(board_of(world, round_id), f"w{number}", watcher)
    place(world, round_id, ("A17", 714_000), ("B20", 714_000), ("B20", 724_000))

    sent = [announcer.tick(), announcer.tick()]

    frames = [watcher.told() for watcher in watchers]
    assert sent == [1, 0]
    assert frames[0] == frames[1]
    assert [bid["number"] for bid in frames[0][0]["bids"]] == [1, 3]
    assert (frames[0][0]["after"], frames[0][0]["upto"]) == (0, 3)


def test_a_frame_is_written_once_for_all(world: World, announcer: Announcer) -> None:
    round_id = make_open_round(world)
    watchers = [PaperSocket(), PaperSocket()]
    for number, watcher in enumerate(watchers):
        announcer.join(board_of(world, round_id), f"w{number}", watcher)
    place(world, round_id, ("A17", 714_000))

    announcer.tick()

    assert watchers[0].queue.get() is watchers[1].queue.get()


def test_frames_follow_on_one_another(
    world: World, announcer: Announcer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(announcers, "FRAME_BIDS_MAX", 2)
    round_id = make_open_round(world)
    watcher = PaperSocket()
    announcer.join(board_of(world, round_id), "w", watcher)
    place(world, round_id, *[(("A17", "B20")[turn % 2], 714_000 + 10_000 * turn) for turn in range(5)])

    for _ in range(4):
        announcer.tick()

    frames = watcher.told()
    assert [[bid["number"] for bid in frame["bids"]] for frame in frames] == [[1, 2], [3, 4], [5]]
    assert [(frame["after"], frame["upto"], frame["more"]) for frame in frames] == [
        (0, 2, True),
        (2, 4, True),
        (4, 5, False),
    ]


def test_a_slow_watcher_is_left_out_and_then_told_the_last(world: World, announcer: Announcer) -> None:
    round_id = make_open_round(world)
    slow, quick = PaperSocket(), PaperSocket()
    announcer.join(board_of(world, round_id), "slow", slow)
    announcer.join(board_of(world, round_id), "quick", quick)
    for turn in range(announcers.BEHIND_FRAMES_MAX + 3):
        place(world, round_id, (("A17", "B20")[turn % 2], 714_000 + 10_000 * turn))
        announcer.tick()

    assert slow.queue.qsize() == announcers.BEHIND_FRAMES_MAX + 1
    slow.told()
    announcer.tick()

    last = slow.told()
    assert len(last) == 1
    assert last[0]["upto"] == announcers.BEHIND_FRAMES_MAX + 3
    assert last[0]["after"] > announcers.BEHIND_FRAMES_MAX + 1  # it sees the gap, and asks


def test_who_stays_behind_is_cut(world: World, announcer: Announcer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(announcers, "BEHIND_FRAMES_MAX", 0)
    monkeypatch.setattr(announcers, "BEHIND_TICKS_MAX", 3)
    round_id = make_open_round(world)
    slow = PaperSocket()
    announcer.join(board_of(world, round_id), "slow", slow)
    for turn in range(2):
        place(world, round_id, (("A17", "B20")[turn % 2], 714_000 + 10_000 * turn))
        announcer.tick()

    for _ in range(4):
        announcer.tick()

    assert slow.closed
    assert announcer.watcher_count(round_id) == 0


def test_a_round_that_nobody_watches_is_not_looked_at(world: World, announcer: Announcer) -> None:
    round_id = make_open_round(world)
    watcher = PaperSocket()
    announcer.join(board_of(world, round_id), "w", watcher)
    announcer.leave(round_id, "w")
    place(world, round_id, ("A17", 714_000))

    assert announcer.tick() == 0
    assert watcher.told() == []


def test_a_closed_socket_is_forgotten(world: World, announcer: Announcer) -> None:
    round_id = make_open_round(world)
    gone = PaperSocket()
    announcer.join(board_of(world, round_id), "gone", gone)
    gone.closed = True
    place(world, round_id, ("A17", 714_000))

    announcer.tick()

    assert gone.told() == []
    assert announcer.watcher_count(round_id) == 0


def test_who_enters_while_others_are_told_is_told_too(world: World, announcer: Announcer) -> None:
    round_id = make_open_round(world)
    early, late = PaperSocket(), PaperSocket()
    announcer.join(board_of(world, round_id), "early", early)
    shown = board_of(world, round_id)
    place(world, round_id, ("A17", 714_000))
    announcer.tick()

    announcer.join(shown, "late", late)
    announcer.tick()

    [frame] = late.told()
    assert (frame["after"], frame["board"]["price_minor"]) == (1, 71_400_000), "it sees the gap, and asks"
    announcer.tick()
    assert late.told() == [], "once is enough"


def test_trouble_with_one_round_keeps_no_news_from_the_watchers_of_another(
    world: World, announcer: Announcer, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds = sorted(make_open_round(world) for _ in range(2))
    watchers = [PaperSocket(), PaperSocket()]
    for round_id, watcher in zip(rounds, watchers, strict=True):
        announcer.join(board_of(world, round_id), round_id, watcher)
        place(world, round_id, ("A17", 714_000))

    def fail_for_the_second(tx: Session, round_id: str, *rest: int) -> Any:
        if round_id == rounds[1]:
            raise OperationalError("bids", {}, Exception("gone"))
        return read_bids(tx, round_id, *rest)

    read_bids = store.read_bids
    with monkeypatch.context() as broken:
        broken.setattr(store, "read_bids", fail_for_the_second)
        announcer._look(sweeps=False)
    announcer._look(sweeps=False)

    told = [watcher.told() for watcher in watchers]
    assert [[bid["number"] for bid in frames[-1]["bids"]] for frames in told] == [[1], [1]]


def test_a_frame_never_tells_bids_that_its_board_does_not_know(
    world: World, announcer: Announcer, monkeypatch: pytest.MonkeyPatch
) -> None:
    round_id = make_open_round(world)
    watcher = PaperSocket()
    announcer.join(board_of(world, round_id), "w", watcher)
    place(world, round_id, ("A17", 714_000))

    def read_late(tx: Session, *given: Any) -> Any:
        monkeypatch.undo()
        place(world, round_id, ("B20", 724_000))
        return read_bids(tx, *given)

    read_bids = store.read_bids
    monkeypatch.setattr(store, "read_bids", read_late)
    announcer.tick()
    announcer.tick()

    frames = watcher.told()
    assert [[bid["number"] for bid in frame["bids"]] for frame in frames] == [[1], [2]]
    assert [frame["board"]["price_minor"] for frame in frames] == [71_400_000, 72_400_000]


@pytest.mark.parametrize(
    ("since", "told"),
    [
        pytest.param(None, [], id="R-45/1"),
        pytest.param(0, [1, 2, 3], id="R-45/2"),
        pytest.param(1, [2, 3], id="R-45/3"),
        pytest.param(3, [], id="R-45/4"),
        pytest.param(9, [], id="R-45/5"),
    ],
)
def test_who_comes_back_is_told_exactly_what_was_missed(
    sqlite_world: World, since: int | None, told: list[int]
) -> None:
    round_id = make_open_round(sqlite_world)
    place(sqlite_world, round_id, ("A17", 714_000), ("B20", 724_000), ("A17", 734_000))

    with sqlite_world.database.reading() as tx:
        board = store.read_board(tx, round_id)
        assert board is not None
        frame = announcers.first_frame(tx, board, since=since, at=OPEN_AT)

    assert [bid["number"] for bid in frame["bids"]] == told  # type: ignore[attr-defined]  # a list of bids
    assert (frame["upto"], frame["more"]) == (3, False)
    assert frame["board"]["leader_code"] == "A17"  # type: ignore[index]  # a board


@pytest.mark.parametrize(
    ("late", "noted"),
    [
        pytest.param(timedelta(seconds=1), False, id="R-45/6"),
        pytest.param(timedelta(seconds=1, milliseconds=1), True, id="R-45/7"),
    ],
)
def test_what_is_shown_late_is_noted_for_its_lot(
    caplog: pytest.LogCaptureFixture, late: timedelta, noted: bool
) -> None:
    board = make_board(sequenced_at=OPEN_AT)

    assert announcers.note_lag(board, OPEN_AT + late) is noted

    assert ("lot l1: shown 1001 ms late" in caplog.text) is noted
    assert not announcers.note_lag(board, None)


@pytest.mark.parametrize("watchers", [pytest.param(500, id="R-45/8")])
def test_five_hundred_watchers_are_told_within_a_second(sqlite_world: World, watchers: int) -> None:
    announcer = Announcer(sqlite_world, cut=lambda _: None, sweep=lambda: None)
    announcer._stopping.set()
    round_id = make_open_round(sqlite_world)
    sockets = [PaperSocket() for _ in range(watchers)]
    for number, socket in enumerate(sockets):
        announcer.join(board_of(sqlite_world, round_id), str(number), socket)
    place(sqlite_world, round_id, ("A17", 714_000))

    began = time.perf_counter()
    announcer.tick()
    took_s = time.perf_counter() - began + announcers.TICK_S

    frames = [socket.told() for socket in sockets]
    assert took_s < announcers.DISPLAY_LAG_MAX.total_seconds()
    assert all(frame == frames[0] for frame in frames)
    [[frame]] = frames[:1]
    [bid] = frame["bids"]
    assert (bid["bidder_code"], bid["amount_minor"], bid["number"]) == ("A17", 71_400_000, 1)
    assert frame["at"]
    assert frame["board"]["closes_at"]
