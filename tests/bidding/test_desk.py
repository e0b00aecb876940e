"""The desk on both databases: one commit for all who wait, an answer for everybody, whatever fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from auction.kernel.clock import ClockUnsure
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.rounds import store
from auction.rounds.lifecycle import State
from auction.rounds.standing import Answer, Bid, Board
from bidding import desk as desks
from bidding import engine, jobs, service
from bidding.desk import Desk, Ticket
from tests.support.hall import OPEN_AT, make_open_round
from tests.support.rounds import CLOSES_AT, make_bid

CODES = tuple(f"C{number:02d}" for number in range(20))


class Placing:
    """Stands between the desk and the service: counts batches, waits, fails."""

    def __init__(self) -> None:
        self.sizes: list[int] = []
        self.gate = threading.Event()
        self.gate.set()
        self.trouble: dict[str, Exception] = {}

    def __call__(
        self, tx: Session, *, bids: Sequence[Bid], at: datetime, locked: Mapping[str, Board]
    ) -> list[Answer]:
        self.gate.wait(10)
        self.sizes.append(len(bids))
        for bid in bids:
            if bid.bid_key in self.trouble:
                raise self.trouble[bid.bid_key]
        return service.place_bids(tx, bids=bids, at=at, locked=locked)


@pytest.fixture
def placing() -> Placing:
    return Placing()


@pytest.fixture
def desk(world: World, placing: Placing) -> Iterator[Desk]:
    made = Desk(world, place=placing)
    yield made
    placing.gate.set()
    made.stop()


@pytest.fixture
def round_id(world: World) -> str:
    return make_open_round(world, codes=CODES)


def submit(desk: Desk, round_id: str, turn: int, key: str = "") -> Ticket:
    bid = make_bid(CODES[turn % len(CODES)], 714_000 + 10_000 * turn, OPEN_AT, round_id=round_id)
    return desk.submit(bid._replace(bid_key=key or f"the-key-{turn}"))


def verdict(ticket: Ticket) -> str:
    answer = ticket.wait(10)
    return str(answer.reason) if isinstance(answer, Refusal) else str(answer.verdict)


def test_bids_that_wait_share_one_commit_and_keep_their_order(
    desk: Desk, placing: Placing, round_id: str
) -> None:
    placing.gate.clear()
    tickets = [submit(desk, round_id, 0)]
    while desk._waiting:
        threading.Event().wait(0.001)
    tickets += [submit(desk, round_id, turn) for turn in range(1, 20)]
    placing.gate.set()

    answers = [ticket.wait(10) for ticket in tickets]

    assert [answer.number for answer in answers if isinstance(answer, Answer)] == list(range(1, 21))
    assert {verdict(ticket) for ticket in tickets} == {"accepted"}
    assert placing.sizes == [1, 19]


def test_an_answer_is_on_disk_when_it_is_given(desk: Desk, world: World, round_id: str) -> None:
    answer = submit(desk, round_id, 0).wait(10)

    with world.database.reading() as tx:
        assert store.read_bids(tx, round_id) == [answer]


def test_many_threads_at_once_each_get_an_answer(desk: Desk, world: World, round_id: str) -> None:
    verdicts: list[str] = []
    threads = [
        threading.Thread(target=lambda turn=turn: verdicts.append(verdict(submit(desk, round_id, turn))))
        for turn in range(60)
    ]

    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)

    with world.database.reading() as tx:
        accepted = store.read_bids(tx, round_id)
    assert len(verdicts) == 60
    assert verdicts.count("accepted") == len(accepted) > 0


def test_one_bid_that_breaks_us_costs_no_other(desk: Desk, placing: Placing, round_id: str) -> None:
    placing.gate.clear()
    placing.trouble["the-key-2"] = AssertionError("a mistake of ours")
    tickets = [submit(desk, round_id, turn) for turn in range(5)]
    placing.gate.set()

    assert [verdict(ticket) for ticket in tickets] == [
        "accepted", "accepted", "outcome_unknown", "accepted", "accepted",
    ]  # fmt: skip


def test_after_trouble_the_same_bid_counts_once(desk: Desk, placing: Placing, round_id: str) -> None:
    placing.trouble["the-key-0"] = AssertionError("a mistake of ours")
    first = verdict(submit(desk, round_id, 0))
    placing.trouble.clear()

    again = [submit(desk, round_id, 0).wait(10) for _ in range(2)]

    assert first == "outcome_unknown"
    assert [answer.number for answer in again if isinstance(answer, Answer)] == [1, 1]


def test_a_database_that_is_away_is_tried_once_for_all(desk: Desk, placing: Placing, round_id: str) -> None:
    placing.gate.clear()
    first = submit(desk, round_id, 0)
    while desk._waiting:
        threading.Event().wait(0.001)
    placing.trouble["the-key-1"] = OperationalError("commit", {}, Exception("gone"))
    tickets = [submit(desk, round_id, turn) for turn in range(1, 4)]
    placing.gate.set()

    assert [verdict(ticket) for ticket in (first, *tickets)] == ["accepted"] + ["outcome_unknown"] * 3
    assert placing.sizes == [1, 3]
    placing.trouble.clear()
    assert verdict(submit(desk, round_id, 4)) == "accepted"


def test_an_unsure_clock_refuses_by_name(desk: Desk, placing: Placing, round_id: str) -> None:
    placing.trouble["the-key-0"] = ClockUnsure("no sample")

    assert verdict(submit(desk, round_id, 0)) == "clock_unsure"


def test_what_cannot_wait_is_refused_at_once(
    desk: Desk, placing: Placing, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "WAITING_MAX", 2)
    placing.gate.clear()
    first = submit(desk, round_id, 0)
    while desk._waiting:
        threading.Event().wait(0.001)
    waiting = [submit(desk, round_id, turn) for turn in (1, 2)]

    full = submit(desk, round_id, 3)

    assert verdict(full) == "desk_full"
    placing.gate.set()
    assert [verdict(ticket) for ticket in (first, *waiting)] == ["accepted"] * 3


def test_a_desk_that_stops_answers_what_waits(desk: Desk, placing: Placing, round_id: str) -> None:
    placing.gate.clear()
    tickets = [submit(desk, round_id, turn) for turn in range(3)]
    threading.Timer(0.05, placing.gate.set).start()

    desk.stop()

    assert [verdict(ticket) for ticket in tickets] == ["accepted"] * 3
    assert verdict(submit(desk, round_id, 4)) == "desk_full"


def test_who_waits_too_long_is_told_that_the_outcome_is_unknown(
    desk: Desk, placing: Placing, round_id: str
) -> None:
    placing.gate.clear()

    answer = submit(desk, round_id, 0).wait(0.01)

    assert isinstance(answer, Refusal)
    assert answer.reason == "outcome_unknown"


def test_a_batch_is_bounded(
    desk: Desk, placing: Placing, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "BATCH_MAX", 4)
    placing.gate.clear()
    tickets = [submit(desk, round_id, turn) for turn in range(10)]
    placing.gate.set()

    assert [verdict(ticket) for ticket in tickets] == ["accepted"] * 10
    assert max(placing.sizes) <= 4


def test_bids_are_judged_at_a_time_read_after_the_wait_for_their_board(
    desk: Desk, world: World, round_id: str
) -> None:
    later = OPEN_AT + timedelta(seconds=1.5)
    with world.database.transaction() as tx:
        store.lock_boards(tx, [round_id])
        ticket = submit(desk, round_id, 0)
        while desk._waiting:
            time.sleep(0.001)
        time.sleep(0.05)
        world.clock.set(later)  # type: ignore[attr-defined]  # set by hand

    answer = ticket.wait(10)
    assert isinstance(answer, Answer)
    assert answer.sequenced_at >= later
    assert answer.received_at == OPEN_AT


def close_after(world: World, desk: Desk, round_id: str) -> State:
    """Let the round come to its end, the desk having nothing to do any more, and return how it ends."""
    deadline_s = time.monotonic() + 10
    while desk._missed and time.monotonic() < deadline_s:
        time.sleep(0.01)
    world.clock.set(CLOSES_AT + engine.GRACE)  # type: ignore[attr-defined]  # set by hand
    jobs.close_due_rounds(world)
    with world.database.reading() as tx:
        board = store.read_board(tx, round_id)
    assert board is not None
    return board.state


@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (OperationalError("commit", {}, Exception("gone")), "outcome_unknown"),
        (ClockUnsure("no sample"), "clock_unsure"),
        (AssertionError("a mistake of ours"), "outcome_unknown"),
    ],
)
def test_a_bid_that_could_not_be_taken_just_before_the_end_stops_the_hammer(
    desk: Desk, placing: Placing, world: World, round_id: str, trouble: Exception, said: str
) -> None:
    assert verdict(submit(desk, round_id, 0)) == "accepted"
    world.clock.set(CLOSES_AT - timedelta(seconds=1))  # type: ignore[attr-defined]  # set by hand
    placing.trouble["the-key-1"] = trouble

    assert verdict(submit(desk, round_id, 1)) == said

    assert close_after(world, desk, round_id) is State.SUSPENDED


def test_a_bid_that_found_no_room_just_before_the_end_stops_the_hammer(
    desk: Desk, placing: Placing, world: World, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert verdict(submit(desk, round_id, 0)) == "accepted"
    world.clock.set(CLOSES_AT - timedelta(seconds=1))  # type: ignore[attr-defined]  # set by hand
    with monkeypatch.context() as full:
        full.setattr(desks, "WAITING_MAX", 0)
        assert verdict(submit(desk, round_id, 1)) == "desk_full"

    assert verdict(submit(desk, round_id, 0)) == "accepted"

    assert close_after(world, desk, round_id) is State.SUSPENDED


def test_trouble_long_before_the_end_stops_no_hammer(
    desk: Desk, placing: Placing, world: World, round_id: str
) -> None:
    placing.trouble["the-key-0"] = OperationalError("commit", {}, Exception("gone"))
    assert verdict(submit(desk, round_id, 0)) == "outcome_unknown"
    placing.trouble.clear()
    assert verdict(submit(desk, round_id, 0)) == "accepted"

    assert close_after(world, desk, round_id) is State.SOLD


def test_what_is_missed_is_marked_when_the_database_is_back(
    desk: Desk, placing: Placing, world: World, round_id: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[datetime] = []

    def fail_once(tx: Session, **given: object) -> int:
        tries.append(world.clock.now())
        if len(tries) == 1:
            raise OperationalError("mark", {}, Exception("gone"))
        return mark(tx, **given)

    mark = service.mark_overloaded
    monkeypatch.setattr(service, "mark_overloaded", fail_once)
    monkeypatch.setattr(desks, "MARK_AGAIN_S", 0.01)
    world.clock.set(CLOSES_AT - timedelta(seconds=1))  # type: ignore[attr-defined]  # set by hand
    placing.trouble["the-key-0"] = OperationalError("commit", {}, Exception("gone"))

    assert verdict(submit(desk, round_id, 0)) == "outcome_unknown"

    assert close_after(world, desk, round_id) is State.SUSPENDED
    assert len(tries) == 2
