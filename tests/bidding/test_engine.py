"""A bid is judged and the hammer falls as R-41 to R-49 and TRUST 3 say."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.money import AMOUNT_MINOR_MAX, Money
from auction.kernel.refusal import Refusal
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold, Unsold
from auction.rounds.standing import Board
from bidding import engine
from bidding.engine import GRACE, Accepted, NotYet, Overloaded, Reason
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_bid, make_board, make_leader, make_terms

US = timedelta(microseconds=1)
NOON = OPENS_AT + timedelta(hours=2)


def judge(board: Board, code: str, yuan: int, at: datetime = NOON, *, rank=None, seq=None):
    return engine.judge(board, make_bid(code, yuan, at), sequenced_at=seq or at, rank=rank)


def verdict(answer) -> str:
    return answer.reason if isinstance(answer, Refusal) else "accepted"


# The worked example of R-41: start 714,000, increment 10,000.
@pytest.mark.parametrize(
    ("leading", "amount", "expected"),
    [
        (None, 714_000, "accepted"),
        (None, 719_000, Reason.OFF_GRID),
        (None, 734_000, "accepted"),
        (None, 704_000, Reason.BELOW_START),
        (734_000, 739_000, Reason.OFF_GRID),
        (734_000, 744_000, "accepted"),
        (734_000, 734_000, Reason.TOO_LOW),
        (734_000, 724_000, Reason.TOO_LOW),
        (734_000, 704_000, Reason.BELOW_START),
        (734_000, 7_714_000, "accepted"),
    ],
)
def test_the_price_goes_up_in_steps_from_the_starting_price(leading, amount, expected):
    board = make_board(leader=leading and make_leader("A1", leading))

    assert verdict(judge(board, "B2", amount)) == expected


def test_a_price_too_low_is_refused_with_the_numbers_that_explain_it():
    board = make_board(leader=make_leader("A1", 734_000))

    refusal = judge(board, "B2", 734_000)

    assert refusal.rule == "R-41"
    assert refusal.numbers["needed"] == cny(744_000)
    assert refusal.numbers["current"] == cny(734_000)
    assert refusal.numbers["increment"] == cny(10_000)


@pytest.mark.parametrize(
    ("state", "code", "amount", "at", "expected"),
    [
        # Every row also deserves the refusals below it: the order is tested too.
        (State.WITHDRAWN, "A1", 1, OPENS_AT - US, Reason.WITHDRAWN),
        (State.SCHEDULED, "A1", 1, OPENS_AT - US, Reason.BEFORE_START),
        (State.SUSPENDED, "A1", 1, OPENS_AT - US, Reason.BEFORE_START),
        (State.SUSPENDED, "A1", 1, CLOSES_AT, Reason.SUSPENDED),
        (State.OPEN, "A1", 1, CLOSES_AT, Reason.AFTER_END),
        (State.SOLD, "A1", 1, NOON, Reason.AFTER_END),
        (State.UNSOLD, "A1", 1, NOON, Reason.AFTER_END),
        (State.OPEN, "A1", 1, NOON, Reason.SELF_RAISE),
        (State.OPEN, "B2", 1, NOON, Reason.OFF_GRID),
        (State.OPEN, "B2", 704_000, NOON, Reason.BELOW_START),
        (State.OPEN, "B2", 734_000, NOON, Reason.TOO_LOW),
    ],
)
def test_refuses_with_the_first_reason_that_applies(state, code, amount, at, expected):
    board = make_board(state=state, leader=make_leader("A1", 734_000))

    assert verdict(judge(board, code, amount, at)) == expected


# D is the end in force: half-open, so a bid at D exactly is late (TRUST 3.1).
@pytest.mark.parametrize(
    ("received", "sequenced", "expected"),
    [
        (OPENS_AT - US, OPENS_AT, Reason.BEFORE_START),
        (OPENS_AT, OPENS_AT, "accepted"),
        (CLOSES_AT - US, CLOSES_AT - US, "accepted"),
        (CLOSES_AT, CLOSES_AT, Reason.AFTER_END),
        (CLOSES_AT + US, CLOSES_AT + US, Reason.AFTER_END),
        # In flight at the end: stamped before it, judged within the grace.
        (CLOSES_AT - US, CLOSES_AT + GRACE - US, "accepted"),
        # From here on even the earliest stamp lies no more than the grace back: at the end itself.
        (CLOSES_AT - US, CLOSES_AT + GRACE, Reason.AFTER_END),
        (CLOSES_AT - timedelta(hours=1), CLOSES_AT + GRACE, Reason.AFTER_END),
        (CLOSES_AT - timedelta(hours=1), CLOSES_AT + GRACE - US, "accepted"),
        (CLOSES_AT - US, CLOSES_AT + GRACE + US, Reason.AFTER_END),
    ],
)
def test_a_bid_is_in_time_from_the_start_up_to_but_not_at_the_end(received, sequenced, expected):
    assert verdict(judge(make_board(), "A1", 714_000, received, seq=sequenced)) == expected


@pytest.mark.parametrize(
    ("received", "sequenced", "expected"),
    [
        (CLOSES_AT - US, CLOSES_AT + GRACE, True),
        (CLOSES_AT - US, CLOSES_AT + GRACE + US, False),
        (CLOSES_AT, CLOSES_AT, False),
    ],
)
def test_who_is_judged_after_the_grace_is_late_whatever_the_stamp(received, sequenced, expected):
    assert engine.in_time(make_board(), received, sequenced) is expected


@pytest.mark.parametrize(
    ("received", "sequenced", "dated"),
    [
        (NOON, NOON, NOON),
        (NOON - GRACE, NOON, NOON - GRACE),
        (NOON - GRACE - US, NOON, NOON - GRACE),
        (NOON - timedelta(days=9), NOON, NOON - GRACE),
        (NOON + US, NOON, NOON),
    ],
)
def test_a_stamp_lies_no_further_back_than_the_grace_and_never_ahead(received, sequenced, dated):
    assert engine.date_bid(received, sequenced) == dated


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"2026-04-01T{text}").replace(tzinfo=UTC)


# The table of R-43, row by row.
@pytest.mark.parametrize(
    ("end", "offer", "new_end", "moved"),
    [
        ("10:00:00", "09:54:59.999", "10:00:00", False),
        ("10:00:00", "09:55:00", "10:00:00", False),
        ("10:00:00", "09:55:00.001", "10:00:00.001", True),
        ("10:00:00", "09:59:59.999", "10:04:59.999", True),
        ("10:04:59.999", "10:04:59.998", "10:09:59.998", True),
    ],
)
def test_a_bid_in_the_last_five_minutes_restarts_them_from_the_bid(end, offer, new_end, moved):
    terms = make_terms(opens_at=at("10:00") - timedelta(days=1), closes_at=at("10:00"))
    board = make_board(terms, closes_at=at(end))

    answer = judge(board, "A1", 714_000, at(offer))

    assert answer.board.closes_at == at(new_end)
    assert (answer.extended, answer.board.extension_count) == (moved, int(moved))


def test_a_refused_bid_never_extends():
    terms = make_terms(opens_at=at("10:00") - timedelta(days=1), closes_at=at("10:00"))

    assert verdict(judge(make_board(terms), "A1", 714_000, at("10:00"))) == Reason.AFTER_END
    assert isinstance(judge(make_board(terms), "A1", 715_000, at("09:59")), Refusal)


def run(*offers: tuple[str, int, int | None]) -> tuple[Board, list[str]]:
    board, verdicts = make_board(make_terms(starting_price=cny(500_000))), []
    for second, (code, amount, rank) in enumerate(offers):
        answer = judge(board, code, amount, NOON + timedelta(seconds=second), rank=rank)
        board = answer.board if isinstance(answer, Accepted) else board
        verdicts.append(verdict(answer))
    return board, verdicts


def test_a_priority_purchaser_need_only_match_the_leading_price():
    board, verdicts = run(("O", 500_000, None), ("T", 500_000, 2), ("O", 500_000, None))

    assert verdicts == ["accepted", "accepted", Reason.TOO_LOW]
    assert board.leader.bidder_code == "T"
    assert engine.price_to_beat(board) == cny(510_000)


def test_among_priority_purchasers_the_stronger_rank_wins_an_equal_price():
    board, verdicts = run(
        ("O", 500_000, None),
        ("T", 500_000, 2),
        ("C", 500_000, 1),
        ("T", 500_000, 2),
        ("O", 510_000, None),
        ("C", 510_000, 1),
    )

    assert verdicts == ["accepted"] * 3 + [Reason.PRIORITY_OUTRANKED] + ["accepted"] * 2
    assert (board.leader.bidder_code, board.leader.amount) == ("C", cny(510_000))


@pytest.mark.parametrize(
    ("leader_rank", "rank", "amount", "expected"),
    [
        (1, 1, 734_000, Reason.PRIORITY_OUTRANKED),
        (1, 2, 734_000, Reason.PRIORITY_OUTRANKED),
        (2, 1, 734_000, "accepted"),
        (None, 9, 734_000, "accepted"),
        (None, None, 734_000, Reason.TOO_LOW),
        (None, 1, 724_000, Reason.TOO_LOW),
        (1, 2, 744_000, "accepted"),
        (1, None, 744_000, "accepted"),
    ],
)
def test_only_the_leading_price_may_be_matched_and_only_by_a_stronger_right(
    leader_rank, rank, amount, expected
):
    board = make_board(leader=make_leader("A1", 734_000, leader_rank))

    assert verdict(judge(board, "B2", amount, rank=rank)) == expected


def test_an_equal_bid_by_priority_right_extends_like_any_other():
    board = make_board(leader=make_leader("A1", 734_000))

    answer = judge(board, "T", 734_000, CLOSES_AT - US, rank=1)

    assert answer.board.closes_at == CLOSES_AT - US + timedelta(minutes=5)


def test_a_priority_purchaser_cannot_match_where_nobody_leads():
    assert verdict(judge(make_board(), "T", 704_000, rank=1)) == Reason.BELOW_START


@pytest.mark.parametrize(
    ("amount", "key", "expected"),
    [
        (Money(-1, "CNY"), "k", Reason.ABSURD_AMOUNT),
        (Money(0, "CNY"), "k", Reason.ABSURD_AMOUNT),
        (Money(1, "EUR"), "k", Reason.ABSURD_AMOUNT),
        (Money(engine.BID_MINOR_MAX, "CNY"), "k", None),
        (Money(engine.BID_MINOR_MAX + 1, "CNY"), "k", Reason.ABSURD_AMOUNT),
        (Money(AMOUNT_MINOR_MAX, "CNY"), "k", Reason.ABSURD_AMOUNT),
        (Money(1, "CNY"), "", Reason.BAD_BID_KEY),
        (Money(1, "CNY"), "k" * 65, Reason.BAD_BID_KEY),
        (Money(1, "CNY"), "k" * 64, None),
    ],
)
def test_what_is_no_bid_at_all_is_named(amount, key, expected):
    bid = make_bid("A1", 1, NOON)._replace(amount=amount, bid_key=key)

    assert engine.check_bid(bid, "CNY") == expected


def test_the_price_to_beat_stays_countable_after_the_highest_bid():
    highest = Money(engine.BID_MINOR_MAX, "CNY")
    board = make_board(leader=replace(make_leader("A1", 1), amount=highest))

    assert engine.price_to_beat(board) > highest


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (CLOSES_AT - US, NotYet(CLOSES_AT + GRACE)),
        (CLOSES_AT + GRACE - US, NotYet(CLOSES_AT + GRACE)),
        (CLOSES_AT + GRACE, Sold("A1", cny(734_000), CLOSES_AT)),
        (CLOSES_AT + timedelta(days=9), Sold("A1", cny(734_000), CLOSES_AT)),
    ],
)
def test_the_hammer_falls_when_end_and_grace_have_passed(now, expected):
    board = make_board(leader=make_leader("A1", 734_000))

    assert engine.close(board, at=now) == expected


def test_one_bidder_is_enough_and_none_means_unsold():
    sold = judge(make_board(), "A1", 714_000, OPENS_AT + timedelta(seconds=5)).board

    assert engine.close(sold, at=CLOSES_AT + GRACE) == Sold("A1", cny(714_000), CLOSES_AT)
    assert engine.close(make_board(), at=CLOSES_AT + GRACE) == Unsold(CLOSES_AT)


@pytest.mark.parametrize("state", [state for state in State if state is not State.OPEN])
def test_only_an_open_round_is_hammered(state):
    board = make_board(state=state)

    assert isinstance(engine.close(board, at=CLOSES_AT + timedelta(days=1)), NotYet)


@pytest.mark.parametrize(
    ("overloaded_at", "stops"),
    [
        (CLOSES_AT - timedelta(seconds=60) - US, False),
        (CLOSES_AT - timedelta(seconds=60), True),
        (CLOSES_AT + GRACE, True),
    ],
)
def test_bids_that_waited_in_the_last_minute_stop_the_round(overloaded_at, stops):
    board = make_board(overloaded_at=overloaded_at, leader=make_leader("A1", 734_000))

    assert isinstance(engine.close(board, at=CLOSES_AT + GRACE), Overloaded) == stops


@pytest.mark.parametrize(
    ("awake_at", "stops"),
    [(CLOSES_AT + GRACE - US, True), (CLOSES_AT + GRACE, False), (None, False)],
)
def test_a_hall_that_slept_later_stops_no_lot_that_only_waits(awake_at, stops):
    board = make_board(leader=make_leader("A1", 734_000))
    verdict = engine.close(board, at=CLOSES_AT + timedelta(hours=2), awake_at=awake_at)

    assert isinstance(verdict, Overloaded) == stops


def test_the_clock_of_a_lot_never_stands_still():
    board = make_board(sequenced_at=CLOSES_AT + GRACE - US)

    # The machine's clock went back; the last act on this lot was a microsecond before the hammer.
    assert engine.close(board, at=CLOSES_AT) == Unsold(CLOSES_AT)


@pytest.mark.parametrize(
    ("self_raise", "amount", "expected"),
    [
        pytest.param(False, 744_000, Reason.SELF_RAISE, id="R-41/20"),
        pytest.param(True, 744_000, "accepted", id="R-41/21"),
        pytest.param(True, 734_000, Reason.TOO_LOW, id="R-41/22"),
    ],
)
def test_whether_the_leader_may_raise_is_a_switch_of_the_rule_set(self_raise, amount, expected):
    conduct = replace(make_terms().conduct, self_raise=self_raise)
    board = make_board(make_terms(conduct=conduct), leader=make_leader("A1", 734_000))

    assert verdict(judge(board, "A1", amount)) == expected


@pytest.mark.parametrize(
    ("equal_bid", "rank", "expected"),
    [
        pytest.param(True, 1, "accepted", id="R-46/20"),
        pytest.param(True, None, Reason.TOO_LOW, id="R-46/21"),
        pytest.param(False, 1, Reason.TOO_LOW, id="R-46/22"),
    ],
)
def test_whether_an_equal_price_is_enough_is_a_switch_of_the_rule_set(equal_bid, rank, expected):
    conduct = replace(make_terms().conduct, priority_equal_bid=equal_bid)
    board = make_board(make_terms(conduct=conduct), leader=make_leader("A1", 734_000))

    assert verdict(judge(board, "P2", 734_000, rank=rank)) == expected
