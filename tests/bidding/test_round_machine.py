"""A round under any order of bids, stays and ticks keeps what the law promises (R-41 to R-49)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from auction.kernel.refusal import Refusal
from auction.rounds import course
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold, Unsold
from auction.rounds.standing import Answer, Bid, RosterLine
from bidding import engine
from bidding.batch import judge_all
from tests.support.rounds import OPENS_AT, cny, make_board, make_terms

RANKS = {"A1": None, "B2": None, "C3": None, "P1": 1, "P2": 2}
ROSTER = {("r1", code): RosterLine("r1", code, rank) for code, rank in RANKS.items()}
CODES = st.sampled_from(sorted(RANKS))
STEPS = st.integers(-1, 4)


class RoundMachine(RuleBasedStateMachine):
    """One round of ten minutes, bid for, stopped, resumed and hammered in any order."""

    @initialize()
    def publish(self) -> None:
        terms = make_terms(closes_at=OPENS_AT + timedelta(minutes=10))
        self.board = self.before = make_board(terms, state=State.SCHEDULED)
        self.at = OPENS_AT - timedelta(seconds=3)
        self.answers: dict[tuple[str, str, str], Answer] = {}
        self.bids: list[Bid] = []
        self.outcome: Sold | Unsold | None = None
        self.stays = 0

    @rule(seconds=st.sampled_from([0, 0.001, 1, 2, 30, 120, 299, 300]))
    def time_passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.board = course.open_due(self.board, at=self.at)

    @rule()
    def the_clock_is_set_back(self) -> None:
        self.at -= timedelta(seconds=5)

    @rule(wishes=st.lists(st.tuples(CODES, STEPS, st.sampled_from([0, 0.5, 1.9, 2.1])), max_size=5))
    def bids_come(self, wishes: list[tuple[str, int, float]]) -> None:
        base = self.board.leader.amount if self.board.leader else cny(714_000)
        bids = [
            Bid(
                "r1",
                code,
                base + cny(10_000 * steps),
                self.at - timedelta(seconds=age),
                f"{len(self.bids)}-{i}",
            )
            for i, (code, steps, age) in enumerate(wishes)
        ]
        self._place(bids)
        self.bids += bids

    @rule(index=st.integers(0, 99))
    def a_bid_is_sent_again(self, index: int) -> None:
        if self.bids:
            bid = self.bids[index % len(self.bids)]
            version = self.board
            told = self._place([bid._replace(received_at=self.at)])
            assert told == [self.answers["r1", bid.bidder_code, bid.bid_key]]
            assert self.board == version

    @rule()
    def the_court_stops_the_round(self) -> None:
        stopped = course.suspend(self.board, at=self.at)
        if not isinstance(stopped, Refusal):
            self.board = stopped
            self.stays += 1

    @rule()
    def the_court_resumes_it(self) -> None:
        resumed = course.resume(self.board, at=self.at)
        if not isinstance(resumed, Refusal):
            assert resumed.closes_at - self.at >= self.board.terms.extension_window
            self.board = resumed

    @rule()
    def the_clock_comes_by(self) -> None:
        verdict = engine.close(self.board, at=self.at)
        if isinstance(verdict, engine.Overloaded):
            self.board = course.stop(self.board, at=self.at)
        elif isinstance(verdict, (Sold, Unsold)):
            assert self.outcome is None
            self.outcome = verdict
            self.board = course.end(self.board, verdict, at=self.at)

    def _place(self, bids: list[Bid]) -> list[Answer]:
        judged = judge_all({"r1": self.board}, bids, at=self.at, roster=ROSTER, earlier=self.answers)
        for answer in judged.fresh:
            self.answers[answer.round_id, answer.bidder_code, answer.bid_key] = answer
        if judged.boards:
            [self.board] = judged.boards
        return list(judged.answers)

    @invariant()
    def the_price_never_falls_and_the_end_never_comes_nearer(self) -> None:
        before, now = self.before, self.board
        assert now.closes_at >= before.closes_at
        assert now.bid_number >= before.bid_number
        assert now.extension_count >= before.extension_count
        if before.leader is not None:
            assert now.leader is not None
            assert now.leader.amount >= before.leader.amount
        if before.state in {State.SOLD, State.UNSOLD}:
            assert replace(now, sequenced_at=before.sequenced_at, bid_number=before.bid_number) == replace(
                before, overloaded_at=now.overloaded_at
            )
        self.before = now

    @invariant()
    def numbers_have_no_gap_and_order_and_time_agree(self) -> None:
        told = list(self.answers.values())
        assert [answer.number for answer in told] == list(range(1, len(told) + 1))
        times = [answer.sequenced_at for answer in told]
        assert times == sorted(set(times))

    @invariant()
    def the_bids_alone_give_the_board(self) -> None:
        accepted = [answer for answer in self.answers.values() if answer.accepted]
        best = engine.winner(accepted)
        assert self.board.bid_count == len(accepted)
        assert self.board.extension_count == sum(answer.extended for answer in accepted)
        if best is None:
            assert self.board.leader is None
        else:
            assert self.board.leader is not None
            assert (best.number, best.bidder_code) == (
                self.board.leader.number,
                self.board.leader.bidder_code,
            )
            assert best == accepted[-1]

    @invariant()
    def who_won_is_who_led(self) -> None:
        if isinstance(self.outcome, Sold):
            assert self.board.leader is not None
            assert self.outcome.buyer_code == self.board.leader.bidder_code
            assert self.outcome.hammer_price == self.board.leader.amount
        if isinstance(self.outcome, Unsold):
            assert self.board.leader is None


RoundMachine.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestRoundMachine = RoundMachine.TestCase
