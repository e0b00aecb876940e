"""Any course of a round: no state without an exit, no deadline lost, and the record gives it again."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from auction.audit.entry import EntryDraft, entry_body
from auction.due.deadline import Deadline, Fact, State, running
from auction.due.deadline_rows import ROWS
from auction.due.watch.manipulation import TERMS, Stands, find
from auction.kernel.refusal import Refusal
from auction.rounds import course, facts
from auction.rounds.lifecycle import MOVES
from auction.rounds.lifecycle import State as RoundState
from auction.rounds.standing import ACCEPTED, Answer, Board, Leader
from bidding import engine
from tests.support.rounds import OPENS_AT, cny, make_bid, make_board, make_terms

ZONE = "Asia/Shanghai"
SECOND = timedelta(seconds=1)
# What the clock or a deadline must know of a round in each state that is not its last.
CLOCKS = {
    RoundState.SCHEDULED: {"opening"},
    RoundState.OPEN: {"closing"},
    RoundState.SUSPENDED: set(),
    RoundState.WITHDRAWN: {"deposits_back"},
    RoundState.UNSOLD: {"deposits_back", "second_round"},
    RoundState.SOLD: {"deposits_back", "deposit_to_case", "balance"},
}
ACTS = st.sampled_from(
    ("tick", "bid", "bid", "late_bid", "stop", "emergency", "report", "set", "resume", "withdraw")
)
SECONDS = st.one_of(st.integers(1, 400), st.integers(3_600, 90_000))
GAPS = SECONDS.map(lambda seconds: timedelta(seconds=seconds))


@dataclass
class Course:
    """A round that is acted on, and what the record says of it."""

    board: Board = field(default_factory=lambda: make_board(state=RoundState.SCHEDULED))
    at: datetime = OPENS_AT - timedelta(days=31)
    told: list[Fact] = field(default_factory=list)

    def note(self, kind: str, told: facts.Facts) -> None:
        """Write an entry and read it again, as the record keeps it."""
        draft = EntryDraft(self.board.lot_id, kind, self.at, told)
        body = orjson.loads(entry_body(draft, number=len(self.told) + 1, previous_hash="0" * 64))
        ids = (self.board.court_id, self.board.case_id, self.board.lot_id, self.board.round_id)
        self.told.append(Fact(kind, self.at, body, *ids, number=len(self.told) + 1))

    def become(self, after: Board | Refusal, entry: str, /, **more: object) -> None:
        """Take a step, unless it is refused."""
        if isinstance(after, Refusal) or after is self.board:
            return
        self.board = after
        self.note(entry, {**facts.of_board(after), **more})

    def act(self, name: str, amount: int) -> None:
        """Do one act of the court, a bidder or the clock; whoever comes to a board first lets it open."""
        before = self.board
        is_start = before.state is RoundState.SCHEDULED
        self.become(course.open_due(before, at=self.at), "lot.opened" if is_start else "lot.resumed")
        getattr(self, name)(amount)

    def tick(self, _amount: int) -> None:
        outcome = engine.close(self.board, at=self.at)
        if isinstance(outcome, engine.NotYet | engine.Overloaded):
            return
        self.board = course.end(self.board, outcome, at=self.at)
        self.note("lot.closed", facts.of_outcome(outcome))

    def bid(self, amount: int) -> None:
        before, bid = self.board, make_bid(f"B{amount % 3}", 714_000 + 10_000 * amount, self.at)
        judged = engine.judge(before, bid, sequenced_at=self.at, rank=None)
        if isinstance(judged, Refusal):
            return
        self.board = after = judged.board
        self.note("bid.accepted", facts.of_answer(_answer(bid, before, after), after).facts)

    def late_bid(self, amount: int) -> None:
        """Bid in the last minutes, if they are still to come."""
        self.at = max(self.at, self.board.closes_at - timedelta(seconds=13 * amount + 1))
        self.bid(amount)

    def stop(self, _amount: int) -> None:
        self.become(course.suspend(self.board, at=self.at), "lot.suspended", kind="stay")

    def emergency(self, _amount: int) -> None:
        self.become(course.suspend(self.board, at=self.at), "lot.suspended", kind="emergency")

    def report(self, _amount: int) -> None:
        self.note("incident.reported", {"reason": "A fault."})

    def set(self, amount: int) -> None:
        resumes_at = self.at + timedelta(hours=20 + amount)
        self.become(
            course.set_resumption(self.board, resumes_at=resumes_at, at=self.at),
            "lot.resumption_set", last_day="2026-04-30",
        )  # fmt: skip

    def resume(self, _amount: int) -> None:
        self.become(course.resume(self.board, at=self.at), "lot.resumed")

    def withdraw(self, _amount: int) -> None:
        self.become(course.withdraw(self.board, at=self.at), "lot.withdrawn")


def _answer(bid, before: Board, after: Board) -> Answer:
    return Answer(
        bid.round_id, after.bid_number, bid.bidder_code, bid.bid_key, bid.amount.minor, None, bid.received_at,
        bid.received_at, ACCEPTED, "", after.closes_at > before.closes_at, before.closes_at, after.closes_at,
        after.bid_count, after.extension_count, bid.amount.minor, None, "CNY",
    )  # fmt: skip


def run(acts) -> Course:
    going = Course()
    going.note("lot.published", facts.of_terms(make_terms(), "0" * 64))
    going.at = OPENS_AT - timedelta(hours=1)
    for name, gap, amount in acts:
        going.at += gap
        going.act(name, amount)
    return going


def open_lines(told: list[Fact]) -> dict[str, Deadline]:
    return {line.name: line for line in running(told, ROWS, time_zone=ZONE) if line.is_open}


def replayed(told: list[Fact]) -> facts.Facts:
    """Follow the record with nothing else at hand: what the board says at the end."""
    board: facts.Facts = {}
    for fact in told:
        if "state" in fact.told:
            board = {name: fact.told[name] for name in fact.told if name in facts.of_board(FULL)}
        if fact.kind == "bid.accepted":
            board["bid_number"] = fact.told["bid_number"]
            board["bid_count"] = int(str(board["bid_count"])) + 1
            board["extension_count"] = int(str(board["extension_count"])) + bool(fact.told["extended"])
            board["closes_at"] = fact.told["closes_at"]
            board["leader_code"], board["currency"] = fact.told["bidder_code"], "CNY"
            board["leader_amount_minor"] = fact.told["amount_minor"]
        if fact.kind == "lot.closed":
            board["state"] = str(fact.told["outcome"]).upper()
    return board


FULL = make_board(remaining=SECOND, resumes_at=OPENS_AT, leader=Leader("B1", cny(1), 1))
COURSES = st.lists(st.tuples(ACTS, GAPS, st.integers(0, 30)), max_size=30)


@settings(max_examples=60, deadline=None)
@given(COURSES)
def test_the_record_alone_gives_the_same_board_and_the_same_deadlines(acts):
    going = run(acts)

    if going.board.state is not RoundState.SCHEDULED:
        told = orjson.loads(orjson.dumps(_written(facts.of_board(going.board))))
        assert replayed(going.told) == told
    again = running(list(reversed(going.told)), ROWS, time_zone=ZONE)
    assert again == running(going.told, ROWS, time_zone=ZONE)


@settings(max_examples=60, deadline=None)
@given(COURSES)
def test_a_round_is_never_without_the_deadline_that_leads_it_on(acts):
    going = run(acts)
    lines = open_lines(going.told)

    assert CLOCKS[going.board.state] <= set(lines)
    if going.board.state is RoundState.OPEN:
        assert lines["closing"].due_at == going.board.closes_at
    if going.board.resumes_at is not None and going.board.state is RoundState.SUSPENDED:
        assert lines["goes_on"].due_at == going.board.resumes_at
    for line in running(going.told, ROWS, time_zone=ZONE):
        assert line.state(going.at) in State


@settings(max_examples=60, deadline=None)
@given(COURSES)
def test_every_round_comes_to_an_end_and_no_honest_course_is_accused(acts):
    going = run(acts)
    terms = {name: str(going.told[0].told[name]) for name in TERMS}
    closes_at = going.board.closes_at if going.board.state is RoundState.OPEN else None
    assert find(going.told, Stands(terms, closes_at), at=going.at) == ()

    # Whatever happened: whoever lets it go on and waits, sees it end.
    for name in ("resume", "tick", "tick"):
        going.at = max(going.at, going.board.closes_at, going.board.opens_at) + timedelta(days=2)
        going.act(name, 0)
    assert going.board.state in (RoundState.SOLD, RoundState.UNSOLD, RoundState.WITHDRAWN)


def test_every_state_but_the_last_has_an_exit():
    last = {RoundState.WITHDRAWN, RoundState.UNSOLD, RoundState.SETTLED}
    assert {state for state, moves in MOVES.items() if not moves} == last
    reached = {RoundState.SCHEDULED}
    for _ in MOVES:
        reached |= {to for state in reached for to in MOVES[state]}
    assert reached == set(RoundState)


def _written(told: facts.Facts) -> facts.Facts:
    draft = EntryDraft("l1", "lot.opened", OPENS_AT, told)
    body = orjson.loads(entry_body(draft, number=1, previous_hash="0" * 64))
    return {name: body[name] for name in told}
