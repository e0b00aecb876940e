"""During the sale: bids, ties, stays and ends, by the worked examples of the rules."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest

from auction.kernel.refusal import Refusal
from auction.rounds import course
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold, Unsold
from auction.rounds.standing import Bid, Board, RosterLine
from bidding import engine
from bidding.batch import judge_all
from bidding.steps import answer_take_back
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_bid, make_board, make_leader

US = timedelta(microseconds=1)
MS = timedelta(milliseconds=1)
SECOND = timedelta(seconds=1)
NOON = OPENS_AT + timedelta(hours=2)
# The story of the rule: equal offers by right of rank, and a raise that both must answer anew.
TIES = [
    ("O1", 714_000),
    ("T2", 714_000),
    ("C1", 714_000),
    ("T2", 714_000),
    ("O1", 724_000),
    ("C1", 724_000),
]
RANKS: dict[str, int | None] = {"O1": None, "O2": None, "O3": None, "T2": 2, "C1": 1}


def verdict(board: Board, code: str, amount: int, at: datetime = NOON) -> str:
    answer = engine.judge(board, make_bid(code, amount, at), sequenced_at=at, rank=RANKS[code])
    return str(answer.reason) if isinstance(answer, Refusal) else "accepted"


def told(offers: Sequence[tuple[str, int]], board: Board | None = None) -> tuple[list[str], Board]:
    """Judge one offer a second, through the fast path, and return the verdicts and the board."""
    board = board or make_board()
    roster = {("r1", code): RosterLine("r1", code, rank) for code, rank in RANKS.items()}
    verdicts = []
    for number, (code, amount) in enumerate(offers):
        at = NOON + number * SECOND
        judged = judge_all({"r1": board}, [make_bid(code, amount, at)], at=at, roster=roster, earlier={})
        verdicts.append(judged.answers[0].verdict)
        board = judged.boards[0]
    return verdicts, board


@pytest.mark.parametrize(
    ("leading", "amount", "expected"),
    [
        pytest.param(None, 714_000, "accepted", id="R-41/1"),
        pytest.param(None, 719_000, "off_grid", id="R-41/2"),
        pytest.param(None, 734_000, "accepted", id="R-41/3"),
        pytest.param(734_000, 739_000, "off_grid", id="R-41/4"),
        pytest.param(734_000, 744_000, "accepted", id="R-41/5"),
        pytest.param(None, 704_000, "below_start", id="R-41/6"),
    ],
)
def test_the_price_goes_up_on_the_grid(leading, amount, expected):
    assert verdict(make_board(leader=leading and make_leader("O1", leading)), "O2", amount) == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        pytest.param(CLOSES_AT, "after_end", id="R-43/6"),
        pytest.param(CLOSES_AT + 50 * MS, "after_end", id="R-44/1"),
        pytest.param(CLOSES_AT - US, "accepted", id="R-44/2"),
        pytest.param(OPENS_AT - US, "before_start", id="R-44/3"),
        pytest.param(OPENS_AT, "accepted", id="R-44/4"),
    ],
)
def test_a_bid_counts_by_when_it_enters_the_house(at, expected):
    assert verdict(make_board(), "O1", 714_000, at) == expected


@pytest.mark.parametrize(
    ("code", "amount", "expected"),
    [
        pytest.param("T2", 714_000, "accepted", id="R-46/1"),
        pytest.param("O2", 714_000, "too_low", id="R-46/2"),
        pytest.param("O2", 724_000, "accepted", id="R-46/3"),
        pytest.param("T2", 724_000, "accepted", id="R-46/4"),
    ],
)
def test_an_equal_price_is_enough_for_a_priority_purchaser_only(code, amount, expected):
    assert verdict(make_board(leader=make_leader("O1", 714_000)), code, amount) == expected


def test_the_extension_runs_from_an_equal_bid_as_well():
    at = CLOSES_AT - SECOND
    board = make_board(leader=make_leader("O1", 714_000))

    answer = engine.judge(board, make_bid("T2", 714_000, at), sequenced_at=at, rank=2)

    assert answer.extended
    assert answer.board.closes_at == at + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("offers", "verdicts", "winner"),
    [
        pytest.param(
            TIES,
            ["accepted", "accepted", "accepted", "priority_outranked", "accepted", "accepted"],
            ("C1", 724_000),
            id="R-47/1",
        ),
        pytest.param(
            [("O1", 714_000), ("C1", 714_000), ("T2", 714_000)],
            ["accepted", "accepted", "priority_outranked"],
            ("C1", 714_000),
            id="R-47/2",
        ),
        pytest.param([("O1", 714_000)], ["accepted"], ("O1", 714_000), id="R-48/1"),
        pytest.param([("C1", 714_000)], ["accepted"], ("C1", 714_000), id="R-48/2"),
    ],
)
def test_the_hammer_falls_for_the_stronger_right(offers, verdicts, winner):
    found, board = told(offers)

    assert found == verdicts
    assert engine.close(board, at=CLOSES_AT + engine.GRACE) == Sold(winner[0], cny(winner[1]), CLOSES_AT)


@pytest.mark.parametrize("seed", [pytest.param(1, id="R-49/1"), pytest.param(2, id="R-49/2")])
def test_the_winner_follows_from_the_bids_alone_in_whatever_order_they_are_read(seed):
    chance = random.Random(seed)
    offers = [(chance.choice(list(RANKS)), 714_000 + 10_000 * chance.randrange(40)) for _ in range(300)]
    roster = {("r1", code): RosterLine("r1", code, rank) for code, rank in RANKS.items()}
    bids = [make_bid(code, amount, NOON, key=str(number)) for number, (code, amount) in enumerate(offers)]
    judged = judge_all({"r1": make_board()}, bids, at=NOON, roster=roster, earlier={})
    answers = list(judged.answers)

    chance.shuffle(answers)

    won = engine.winner(answers)
    leader = judged.boards[0].leader
    assert (won.bidder_code, won.amount_minor) == (leader.bidder_code, leader.amount.minor)
    assert any(not answer.accepted for answer in answers)


@pytest.mark.parametrize(
    ("at", "ends"),
    [
        pytest.param(CLOSES_AT + engine.GRACE - US, False, id="R-50/1"),
        pytest.param(CLOSES_AT + engine.GRACE, True, id="R-50/2"),
    ],
)
def test_a_round_without_an_offer_fails_at_its_end(at, ends):
    assert (engine.close(make_board(), at=at) == Unsold(CLOSES_AT)) is ends


@pytest.mark.parametrize(
    ("code", "answer"),
    [
        pytest.param("O1", ("bid_irrevocable", cny(744_000)), id="R-52/10"),
        pytest.param("O2", ("bid_lapsed", None), id="R-52/11"),
    ],
)
def test_the_leading_bid_binds_and_the_one_below_it_never_again(code, answer):
    _, board = told([("O2", 734_000), ("O1", 744_000)])
    overdue = course.step(course.end(board, Sold("O1", cny(744_000), CLOSES_AT), at=CLOSES_AT), State.OVERDUE,
                          at=CLOSES_AT)  # fmt: skip

    for asked in (board, overdue):
        refusal = answer_take_back(asked, code)
        assert (str(refusal.reason), refusal.numbers.get("amount"), refusal.rule) == (*answer, "R-52")


def test_silence_never_closes_a_round_early():
    quiet = make_board(leader=make_leader("O1", 714_000))

    assert engine.close(quiet, at=CLOSES_AT - US) == engine.NotYet(CLOSES_AT + engine.GRACE)


@pytest.mark.parametrize(
    ("after_stop", "expected"),
    [
        pytest.param(MS, "suspended", id="R-53/1"),
        pytest.param(timedelta(minutes=1), "suspended", id="R-53/2"),
    ],
)
def test_what_enters_after_a_stay_is_refused(after_stop, expected):
    stopped_at = NOON + timedelta(minutes=31, seconds=7, milliseconds=200)
    board = course.suspend(make_board(leader=make_leader("O1", 714_000)), at=stopped_at)

    assert verdict(board, "O2", 724_000, stopped_at + after_stop) == expected


@pytest.mark.parametrize(
    ("left", "runs"),
    [
        pytest.param(timedelta(hours=2, minutes=10), timedelta(hours=2, minutes=10), id="R-55/1"),
        pytest.param(timedelta(seconds=1), timedelta(hours=1), id="R-55/2"),
    ],
)
def test_a_round_goes_on_with_the_time_it_had_and_all_its_bids(left, runs):
    leader = make_leader("O1", 714_000)
    board = course.suspend(make_board(leader=leader), at=CLOSES_AT - left)
    resumed_at = CLOSES_AT + timedelta(days=4)

    resumed = course.resume(board, at=resumed_at)

    assert (resumed.closes_at, resumed.leader) == (resumed_at + runs, leader)


@pytest.mark.parametrize(
    ("state", "at", "withdrawn"),
    [
        pytest.param(State.SCHEDULED, OPENS_AT - US, True, id="R-56/1"),
        pytest.param(State.SCHEDULED, OPENS_AT, False, id="R-56/2"),
        pytest.param(State.OPEN, NOON, False, id="R-56/3"),
    ],
)
def test_a_round_is_withdrawn_before_its_start_only(state, at, withdrawn):
    after = course.withdraw(make_board(state=state), at=at)

    assert (not isinstance(after, Refusal) and after.state is State.WITHDRAWN) is withdrawn


def _replayed(moments: Sequence[datetime], *, start: int, step: int) -> Board:
    """Let two bidders raise each other at these moments through the batch, one bid a transaction."""
    board = make_board()
    roster = {("r1", code): RosterLine("r1", code, None) for code in ("O1", "O2")}
    for number, at in enumerate(moments):
        bid = Bid("r1", ("O1", "O2")[number % 2], cny(start + number * step), at, str(number))
        judged = judge_all({"r1": board}, [bid], at=at, roster=roster, earlier={})
        assert judged.answers[0].accepted
        board = judged.boards[0]
    return board


@pytest.mark.parametrize("count", [pytest.param(377, id="R-43/30"), pytest.param(2, id="R-43/31")])
def test_an_evening_of_extensions_ends_five_minutes_after_its_last_bid(count):
    """Planned until 10:00, over at 12:31: so many bids, each within the five minutes before its end."""
    first, last = CLOSES_AT - timedelta(minutes=4), CLOSES_AT + timedelta(minutes=146)
    gap = min((last - first) / (count - 1), timedelta(minutes=4, seconds=59))

    board = _replayed([first + number * gap for number in range(count)], start=714_000, step=10_000)

    assert board.extension_count == board.bid_count == count
    assert board.closes_at == first + (count - 1) * gap + timedelta(minutes=5)
    if count == 377:
        assert abs(board.closes_at - (CLOSES_AT + timedelta(minutes=151))) < SECOND


def test_two_thousand_offers_in_an_hour_are_all_answered_in_order():
    count = 2_105

    board = _replayed(
        [NOON + number * timedelta(hours=1) / count for number in range(count)], start=714_000, step=40_000
    )

    assert (board.bid_count, board.bid_number) == (count, count)
    assert board.leader.amount == cny(714_000 + 40_000 * (count - 1))
    assert board.closes_at == CLOSES_AT
