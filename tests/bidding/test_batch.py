"""The fast judge of a batch says what the engine says, bid by bid."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds.conduct import BID_TIME, OLD_END
from auction.rounds.lifecycle import State
from auction.rounds.standing import ACCEPTED, Bid, Board, RosterLine, next_instant
from bidding import engine
from bidding.batch import Judged, judge_all
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_bid, make_board, make_leader, make_terms

US = timedelta(microseconds=1)
NOON = OPENS_AT + timedelta(hours=2)
RANKS = {"A1": None, "B2": None, "C3": None, "P1": 1, "P2": 2, "Q2": 2}


def roster(round_id: str = "r1", **ranks: int | None) -> dict[tuple[str, str], RosterLine]:
    return {(round_id, code): RosterLine(round_id, code, rank) for code, rank in ranks.items()}


def judged(board: Board, bids: Sequence[Bid], at: datetime, **known) -> Judged:
    lines = known.pop("roster", roster(board.round_id, **RANKS))
    return judge_all({board.round_id: board}, bids, at=at, roster=lines, earlier=known.pop("earlier", {}))


def plainly(board: Board, bids: Sequence[Bid], at: datetime) -> tuple[Board, list[tuple[str, Board]]]:
    """Judge bid by bid with the engine alone: the plain twin of the batch."""
    told = []
    for bid in bids:
        sequenced_at = next_instant(board.sequenced_at, at)
        slow = bid.received_at < min(sequenced_at - engine.GRACE, board.closes_at)
        overloaded_at = sequenced_at if slow else board.overloaded_at
        answer = engine.judge(board, bid, sequenced_at=sequenced_at, rank=RANKS[bid.bidder_code])
        if isinstance(answer, Refusal):
            board = replace(board, bid_number=board.bid_number + 1, sequenced_at=sequenced_at)
            told.append((str(answer.reason), board))
        else:
            board = answer.board
            told.append((ACCEPTED, board))
        board = replace(board, overloaded_at=overloaded_at)
    return board, told


EDGES = [
    OPENS_AT,
    NOON,
    CLOSES_AT - timedelta(minutes=5),
    CLOSES_AT - US,
    CLOSES_AT,
    CLOSES_AT + engine.GRACE,
]
# What is on its way: nothing, a moment, the whole grace, more; and a stamp from a clock ahead.
AGES = [timedelta(0), US, timedelta(seconds=1), engine.GRACE, engine.GRACE + US, -US]
AMOUNTS = [704_000, 714_000, 719_000, 724_000, 734_000, 744_000]
offers = st.tuples(st.sampled_from(sorted(RANKS)), st.sampled_from(AMOUNTS), st.sampled_from(AGES))
# Every switch of a rule set, thrown either way.
conducts = st.fixed_dictionaries(
    {
        "ext_trigger": st.sampled_from([timedelta(minutes=5), timedelta(minutes=1)]),
        "ext_anchor": st.sampled_from([BID_TIME, OLD_END]),
        "ext_cap": st.sampled_from([None, 0, 2]),
        "self_raise": st.booleans(),
        "priority_equal_bid": st.booleans(),
    }
)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    at=st.sampled_from(EDGES),
    state=st.sampled_from([State.OPEN] * 20 + list(State)),
    leader=st.sampled_from([None, ("A1", None), ("P1", 1), ("P2", 2)]),
    wishes=st.lists(offers, max_size=12),
    switches=conducts,
)
def test_the_batch_says_what_the_engine_says(at, state, leader, wishes, switches):
    board = make_board(
        make_terms(conduct=replace(make_terms().conduct, **switches)),
        state=state,
        bid_number=3,
        leader=leader and make_leader(leader[0], 724_000, leader[1]),
    )
    bids = [
        make_bid(code, yuan, at + offset, key=str(index)) for index, (code, yuan, offset) in enumerate(wishes)
    ]

    fast = judged(board, bids, at)
    expected, told = plainly(board, bids, at)

    assert [answer.verdict for answer in fast.answers] == [verdict for verdict, _ in told]
    assert fast.boards == ((expected,) if bids else ())
    for answer, (_, after) in zip(fast.answers, told, strict=True):
        assert answer.number == after.bid_number
        assert answer.closes_at == after.closes_at
        assert answer.bid_count == after.bid_count
        assert answer.extension_count == after.extension_count
        assert answer.current_minor == (after.leader.amount.minor if after.leader else None)
        assert answer.needed_minor == engine.price_to_beat(after).minor
        assert answer.extended == (answer.closes_at > answer.closes_before)


def test_a_repeated_key_gets_its_first_answer_whatever_happened_since():
    [first] = judged(make_board(), [make_bid("A1", 714_000, NOON, key="k")], NOON).answers
    later = make_board(state=State.SOLD, bid_number=9)

    again = judged(later, [make_bid("A1", 714_000, NOON, key="k")], NOON, earlier={("r1", "A1", "k"): first})

    assert again.answers == (first,)
    assert again.fresh == ()
    assert again.boards == ()


def test_a_key_that_comes_twice_in_a_batch_is_judged_once():
    bid = make_bid("A1", 714_000, NOON, key="k")

    told = judged(make_board(), [bid, bid, bid._replace(amount=cny(724_000))], NOON)

    assert told.answers[0] == told.answers[1]
    assert (told.answers[2].verdict, told.answers[2].number) == ("idempotency_conflict", 0)
    assert told.fresh == told.answers[:1]


def test_a_key_belongs_to_its_bidder():
    answers = judged(
        make_board(),
        [make_bid("A1", 714_000, NOON, key="k"), make_bid("B2", 724_000, NOON, key="k")],
        NOON,
    ).answers

    assert [answer.number for answer in answers] == [1, 2]


@pytest.mark.parametrize(
    ("bid", "verdict"),
    [
        (make_bid("ZZ", 714_000, NOON), "not_admitted"),
        (make_bid("A1", 714_000, NOON)._replace(amount=Money(-1, "CNY")), "absurd_amount"),
        (make_bid("A1", 714_000, NOON)._replace(amount=Money(71_400_000, "EUR")), "absurd_amount"),
        (make_bid("A1", 714_000, NOON)._replace(bid_key=""), "bad_bid_key"),
        (make_bid("A1", 714_000, NOON, round_id="r9"), "unknown_round"),
    ],
)
def test_what_is_no_fact_of_the_sale_moves_nothing(bid, verdict):
    told = judged(make_board(bid_number=5), [bid], NOON)

    [answer] = told.answers
    assert (answer.verdict, answer.number) == (verdict, 0)
    assert told.fresh == ()
    assert told.boards == ()


def test_an_excluded_code_is_refused_and_numbered():
    line = RosterLine("r1", "A1", None, excluded_at=NOON)

    [answer] = judged(
        make_board(), [make_bid("A1", 714_000, NOON)], NOON, roster={("r1", "A1"): line}
    ).answers

    assert (answer.verdict, answer.rule, answer.number) == ("excluded", "R-35", 1)


def test_times_of_judging_rise_even_when_the_clock_does_not():
    board = make_board(sequenced_at=NOON)
    bids = [make_bid("A1", 714_000, NOON), make_bid("B2", 724_000, NOON)]

    answers = judged(board, bids, NOON - timedelta(seconds=1)).answers

    assert [answer.sequenced_at for answer in answers] == [NOON + US, NOON + 2 * US]


def test_a_bid_in_flight_saves_those_judged_after_it_in_the_same_batch():
    at = CLOSES_AT + engine.GRACE - US
    bids = [make_bid(code, 714_000 + 10_000 * n, CLOSES_AT - US) for n, code in enumerate(("A1", "B2", "C3"))]

    told = judged(make_board(), bids, at)

    # The third is judged after the old end and grace; the first has moved the end by then.
    assert told.answers[2].sequenced_at == CLOSES_AT + engine.GRACE + US
    assert [answer.verdict for answer in told.answers] == ["accepted"] * 3


def test_a_slow_bid_marks_the_board_even_when_it_is_refused():
    at = CLOSES_AT + engine.GRACE + US

    told = judged(make_board(), [make_bid("A1", 714_000, CLOSES_AT - timedelta(seconds=1))], at)

    assert told.answers[0].verdict == "after_end"
    assert told.boards[0].overloaded_at == at


def test_replay_of_the_bids_gives_board_and_winner_in_any_order():
    chance = random.Random(7)
    bids = [
        make_bid(chance.choice(sorted(RANKS)), 714_000 + 10_000 * (n // 2), NOON + n * US) for n in range(200)
    ]
    told = judged(make_board(), bids, NOON + timedelta(seconds=1))
    shuffled = chance.sample(told.fresh, len(told.fresh))

    best = engine.winner(shuffled)

    leader = told.boards[0].leader
    assert (best.bidder_code, best.amount_minor, best.number, best.rank) == (
        leader.bidder_code,
        leader.amount.minor,
        leader.number,
        leader.rank,
    )
    assert engine.winner([]) is None


def test_377_extensions_in_151_minutes():
    """The phone of Nanjing: from the planned end at 10:00 to 12:31, a bid every 24 seconds (R-43)."""
    board, last = make_board(), CLOSES_AT - timedelta(minutes=5)
    for number in range(377):
        last += timedelta(seconds=24)
        code = ("A1", "B2")[number % 2]
        told = judged(board, [make_bid(code, 714_000 + 10_000 * number, last)], last)
        assert told.answers[0].extended
        board = told.boards[0]

    assert board.extension_count == 377
    assert board.closes_at == last + timedelta(minutes=5)
    assert board.closes_at - CLOSES_AT == 377 * timedelta(seconds=24)
    assert engine.close(board, at=board.closes_at + engine.GRACE).hammer_price == cny(714_000 + 3_760_000)
