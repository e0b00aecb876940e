"""What many saw at once has one order, and it is the order of the record (TRUST 3.4, 3.5).

The witness-order check over histories of the real desk: bidders in threads of their own, a court
that stops and resumes, pages that look, a commit whose answer is lost now and then.  The lot's
chain is the witness: told to the rule one act after the other it must give the very answers that
everybody got, and no act may have been answered before an earlier one of the chain was begun.
"""

from __future__ import annotations

import contextlib
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import orjson
import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from auction.audit.tables import Entry
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.rounds import course, store
from auction.rounds import service as rounds
from auction.rounds.lifecycle import State
from auction.rounds.standing import Answer, Bid, Board
from bidding import engine, jobs
from bidding.desk import Desk
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_bid, make_round

RANKS = {"A1": None, "B2": None, "C3": None, "P1": 1}
BIDS_EACH = 20
STAYS = 4
TRIES_MAX = 50


class RunningClock:
    """A clock that runs from a time that a test chose."""

    def __init__(self, at: datetime) -> None:
        self._at, self._begun_s = at, time.monotonic()

    def now(self) -> datetime:
        return self._at + timedelta(seconds=time.monotonic() - self._begun_s)

    def step(self) -> timedelta:
        return timedelta(0)

    def note_step(self, step: timedelta) -> None:
        """Nothing steps here."""


class LossyDatabase:
    """A database that commits, and now and then is gone before it says so."""

    def __init__(self, world: World, *, lost_every: int) -> None:
        self._database = world.database
        self._lost_every = lost_every
        self._commits = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[Session]:
        with self._database.transaction() as tx:
            yield tx
        self._commits += 1
        if self._commits % self._lost_every == 0:
            raise OperationalError("commit", {}, Exception("the connection was lost"))


@dataclass(frozen=True)
class Act:
    """Something that somebody did: when it began and was answered, and what the answer was."""

    began_s: float
    answered_s: float
    answer: Any


class Watch:
    """Keeps everybody's acts, each in the order of the one who did them."""

    def __init__(self) -> None:
        self.bids: list[Act] = []
        self.stays: list[Act] = []
        self.looks: list[Act] = []
        self.resent_count = 0
        self._failed: list[BaseException] = []

    def time(self, kept: list[Act], act: Callable[[], Any]) -> None:
        began_s = time.monotonic()
        answer = act()
        kept.append(Act(began_s, time.monotonic(), answer))

    def run(self, *jobs: Callable[[], None]) -> None:
        """Run jobs at once, and fail if one of them does."""

        def run_one(job: Callable[[], None]) -> None:
            try:
                job()
            except BaseException as wrong:
                self._failed.append(wrong)

        threads = [threading.Thread(target=run_one, args=(job,), daemon=True) for job in jobs]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert self._failed == []


@pytest.fixture
def round_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_round(tx, codes=RANKS)


def running(world: World, at: datetime, *, lost_every: int) -> World:
    database = LossyDatabase(world, lost_every=lost_every)
    return World(RunningClock(at), database, world.settings)  # type: ignore[arg-type]  # stands for one


def send(desk: Desk, bid: Bid, watch: Watch) -> Answer:
    """Send a bid, and again under its key while its outcome is not known."""
    for _ in range(TRIES_MAX):
        answer = desk.submit(bid).wait(20)
        if isinstance(answer, Answer):
            return answer
        assert answer.reason == "outcome_unknown"
        watch.resent_count += 1
    raise AssertionError("never answered")


def bidder(watch: Watch, desk: Desk, world: World, round_id: str, code: str) -> Callable[[], None]:
    chance = random.Random(code)

    def bid() -> None:
        for turn in range(BIDS_EACH):
            yuan = 714_000 + 10_000 * (turn + chance.randrange(4))
            made = make_bid(code, yuan, world.clock.now(), round_id=round_id, key=f"{code}-{turn}")
            watch.time(watch.bids, partial(send, desk, made, watch))

    return bid


def court(watch: Watch, world: World, round_id: str, court_id: str) -> Callable[[], None]:
    grounds = {"reason": "An objection.", "legal_basis": "L1 art. 28", "actor": "judge"}

    def act(service: Callable[..., Refusal | None]) -> None:
        # The court has a database that says what it did, or the test could not count its acts.
        with world.database._database.transaction() as tx:  # type: ignore[attr-defined]  # our own wrapper
            at = world.clock.now()
            assert service(tx, round_id=round_id, court_id=court_id, at=at, **grounds) is None

    def stop_and_go() -> None:
        for _ in range(STAYS):
            time.sleep(0.03)
            watch.time(watch.stays, lambda: act(rounds.suspend))
            time.sleep(0.01)
            watch.time(watch.stays, lambda: act(rounds.resume))

    return stop_and_go


def page(watch: Watch, world: World, round_id: str, over: threading.Event) -> Callable[[], None]:
    def read() -> Board | None:
        with world.database.reading() as tx:
            return store.read_board(tx, round_id)

    def look() -> None:
        while not over.wait(0.005):
            watch.time(watch.looks, read)

    return look


def entries_of(world: World, round_id: str) -> list[dict[str, Any]]:
    with world.database.reading() as tx:
        bodies = tx.scalars(select(Entry.body).where(Entry.round_id == round_id).order_by(Entry.number))
        return [orjson.loads(body) for body in bodies]


def board_of(world: World, round_id: str) -> Board:
    with world.database.reading() as tx:
        board = store.read_board(tx, round_id)
    assert board is not None
    return board


def test_bids_stays_and_looks_have_the_order_of_the_record(world: World, round_id: str) -> None:
    live, watch, over = running(world, OPENS_AT, lost_every=9), Watch(), threading.Event()
    desk, before = Desk(live), board_of(world, round_id)
    bidders = [bidder(watch, desk, live, round_id, code) for code in RANKS]

    def everybody() -> None:
        watch.run(*bidders, court(watch, live, round_id, before.court_id))
        over.set()

    watch.run(everybody, page(watch, live, round_id, over))
    desk.stop()

    entries = entries_of(world, round_id)
    told = {act.answer.bid_key: act for act in watch.bids}
    assert watch.resent_count > 0, "some answers were lost"
    assert len(told) == len(watch.bids) == len(RANKS) * BIDS_EACH
    check_answers(before, entries, {key: act.answer for key, act in told.items()}, board_of(world, round_id))
    check_real_time(entries, told, watch.stays)
    check_looks(watch)


def check_answers(board: Board, entries: list[dict[str, Any]], told: dict[str, Answer], after: Board) -> None:
    """Tell the chain to the rule: it must give everybody's answer, and the board as it stands."""
    for entry in entries:
        at = datetime.fromisoformat(entry["at"])
        if entry["type"] == "lot.opened":
            board = course.open_due(board, at=at)
        elif entry["type"] == "lot.suspended":
            board = _kept(course.suspend(board, at=at), entry)
        elif entry["type"] == "lot.resumed":
            board = _kept(course.resume(board, at=at), entry)
        elif entry["type"].startswith("bid."):
            board = _judged(board, told[entry["bid_key"]], entry)
    ignored = {"version": 0, "overloaded_at": None, "sequenced_at": None}
    assert replace(board, **ignored) == replace(after, **ignored)


def _kept(board: Board | Refusal, entry: dict[str, Any]) -> Board:
    assert isinstance(board, Board)
    assert board.closes_at == datetime.fromisoformat(entry["closes_at"])
    if board.remaining is None:
        return board
    # What a row keeps of it.
    return replace(board, remaining=timedelta(milliseconds=entry["remaining_ms"]))


def _judged(board: Board, answer: Answer, entry: dict[str, Any]) -> Board:
    assert (answer.number, answer.bidder_code) == (entry["bid_number"], entry["bidder_code"])
    amount = cny(answer.amount_minor // 100)
    bid = Bid(answer.round_id, answer.bidder_code, amount, answer.received_at, answer.bid_key)
    verdict = engine.judge(board, bid, sequenced_at=answer.sequenced_at, rank=RANKS[answer.bidder_code])
    if isinstance(verdict, Refusal):
        assert answer.verdict == verdict.reason
        return replace(board, bid_number=answer.number, sequenced_at=answer.sequenced_at)
    assert answer.accepted
    return verdict.board


def check_real_time(entries: list[dict[str, Any]], told: dict[str, Act], stays: list[Act]) -> None:
    """No act was answered before an earlier one of the chain was begun."""
    court_acts = iter(stays)
    latest_begun_s = 0.0
    for entry in entries:
        if entry["type"] in ("lot.suspended", "lot.resumed"):
            act = next(court_acts)
        elif entry["type"].startswith("bid."):
            act = told[entry["bid_key"]]
        else:
            continue
        latest_begun_s = max(latest_begun_s, act.began_s)
        assert act.answered_s >= latest_begun_s
    assert next(court_acts, None) is None


def check_looks(watch: Watch) -> None:
    """A look sees every bid that was answered before it, none that was sent after it, and never less."""
    seen = [look.answer.bid_number for look in watch.looks]
    assert seen == sorted(seen)
    for look in watch.looks:
        known = [act.answer.number for act in watch.bids if act.answered_s < look.began_s]
        unsent = [act.answer.number for act in watch.bids if act.began_s > look.answered_s]
        assert max(known, default=0) <= look.answer.bid_number < min(unsent, default=10**9)


def test_the_hammer_falls_once_among_bids_and_leaves_their_numbers_without_a_gap(
    world: World, round_id: str
) -> None:
    with world.database.transaction() as tx:
        rounds.open_due(tx, at=OPENS_AT)
    just_before = CLOSES_AT + engine.GRACE - timedelta(seconds=0.1)
    hall, clock = (running(world, just_before, lost_every=often) for often in (10**9, 1))
    desk, watch, over = Desk(hall), Watch(), threading.Event()

    def bid_on() -> None:
        while not over.is_set():
            made = make_bid("A1", 714_000, hall.clock.now(), round_id=round_id)
            watch.time(watch.bids, partial(send, desk, made, watch))

    def close() -> None:
        while not over.is_set():
            with contextlib.suppress(OperationalError):
                jobs.close_due_rounds(clock)
            if board_of(world, round_id).state is not State.OPEN:
                time.sleep(0.05)
                over.set()

    watch.run(bid_on, close, close)
    desk.stop()

    entries = entries_of(world, round_id)
    types = [entry["type"] for entry in entries]
    fell = types.index("lot.closed")
    assert [types.count(kind) for kind in ("lot.closing", "lot.closed", "bid.accepted")] == [1, 1, 0]
    assert "bid.refused" in types[:fell] and "bid.refused" in types[fell:]
    assert [act.answer.number for act in watch.bids] == list(range(1, len(watch.bids) + 1))
    assert [entry["at"] for entry in entries] == sorted(entry["at"] for entry in entries)
