"""The hammers of one case fall in their order, and no more of them than it needs (R-51)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auction.rounds.enough import CaseSales
from auction.rounds.lifecycle import State
from auction.rounds.outcome import Sold, Unsold
from bidding.closing import drop_all
from bidding.engine import GRACE
from tests.support.rounds import CLOSES_AT, cny, make_board, make_leader, make_terms

MINUTE = timedelta(minutes=1)
TARGET = CaseSales(cny(800_000), cny(0))
# The example of the rule: lots 1 to 3 end at 10:00, 11:00 and 12:00.
HOURS = {"lot1": 0, "lot2": 60, "lot3": 120}


def lots(**changes: dict[str, object]):
    return [
        replace(
            make_board(make_terms(closes_at=CLOSES_AT + minutes * MINUTE), round_id=name, lot_id=name),
            **changes.get(name, {}),
        )
        for name, minutes in HOURS.items()
    ]


def fallen(boards, minutes: int, sales: CaseSales | None = TARGET):
    at = CLOSES_AT + minutes * MINUTE + GRACE
    dropped = drop_all(boards, sales={"k1": sales} if sales else {}, at=at, awake_at=at)
    ended = {board.round_id: outcome for board, outcome in dropped.ended}
    return ended, [board.round_id for board, _ in dropped.called_off], dropped


@pytest.mark.parametrize(
    ("price", "called_off"),
    [
        pytest.param(820_000, ["lot2", "lot3"], id="R-51/30"),
        pytest.param(800_000, ["lot2", "lot3"], id="R-51/31"),
        pytest.param(790_000, [], id="R-51/32"),
    ],
)
def test_once_a_hammer_brings_enough_the_rest_of_the_case_is_called_off(price, called_off):
    ended, off, dropped = fallen(lots(lot1={"leader": make_leader("A1", price)}), 12)

    assert ended == {"lot1": Sold("A1", cny(price), CLOSES_AT)}
    assert off == called_off
    assert all(sales.brought == cny(price) for _, sales in dropped.called_off)


@pytest.mark.parametrize(
    ("state", "called_off"),
    [
        pytest.param(State.SCHEDULED, ["lot2", "lot3"], id="R-51/33"),
        pytest.param(State.SUSPENDED, ["lot2", "lot3"], id="R-51/34"),
    ],
)
def test_what_has_not_begun_or_is_stopped_is_called_off_as_well(state, called_off):
    boards = lots(lot1={"leader": make_leader("A1", 820_000)}, lot3={"state": state})

    assert fallen(boards, 12)[1] == called_off


@pytest.mark.parametrize(
    ("sales", "ended", "called_off"),
    [
        pytest.param(CaseSales(cny(800_000), cny(0)), ["lot1"], ["lot2", "lot3"], id="R-51/35"),
        pytest.param(CaseSales(cny(2_000_000), cny(0)), ["lot1", "lot2"], ["lot3"], id="R-51/36"),
        pytest.param(CaseSales(None, cny(0)), ["lot1", "lot2", "lot3"], [], id="R-51/37"),
        pytest.param(CaseSales(cny(800_000), cny(800_000)), [], ["lot1", "lot2", "lot3"], id="R-51/38"),
        pytest.param(None, ["lot1", "lot2", "lot3"], [], id="R-51/39"),
    ],
)
def test_a_late_clock_drops_the_hammers_one_after_another_all_the_same(sales, ended, called_off):
    boards = lots(**{name: {"leader": make_leader("A1", 1_000_004)} for name in HOURS})

    found, off, _ = fallen(boards, 500, sales)

    assert (list(found), off) == (ended, called_off)


def test_an_extended_lot_is_waited_for_and_what_it_brings_decides():
    """Lot 1 runs on past the end of lot 2, whose bids stand and whose hammer waits."""
    led = {"leader": make_leader("A1", 820_000)}
    extended = {"closes_at": CLOSES_AT + 65 * MINUTE}
    boards = lots(lot1={**led, **extended}, lot2=led)

    waiting, off, _ = fallen(boards, 61)
    assert (waiting, off) == ({}, [])

    ended, off, _ = fallen(boards, 65)
    assert (list(ended), off) == (["lot1"], ["lot2", "lot3"])

    poor = lots(lot1=extended, lot2=led)
    ended, off, _ = fallen(poor, 65)
    assert ended == {
        "lot1": Unsold(CLOSES_AT + 65 * MINUTE),
        "lot2": Sold("A1", cny(820_000), CLOSES_AT + 60 * MINUTE),
    }
    assert off == ["lot3"]


def test_a_lot_whose_bids_waited_too_long_is_stopped_and_not_waited_for():
    led = {"leader": make_leader("A1", 700_000)}
    slow = {"overloaded_at": CLOSES_AT - timedelta(seconds=1)}

    ended, off, dropped = fallen(lots(lot1={**led, **slow}, lot2=led), 60)

    assert [board.round_id for board in dropped.overloaded] == ["lot1"]
    assert off == []
    # It is stopped in this transaction; the second one ends with the next look.
    assert ended == {}


@given(
    prices=st.lists(st.integers(72, 200), min_size=1, max_size=6),
    target=st.integers(1, 600),
    looks=st.lists(st.integers(0, 400), min_size=1, max_size=6),
)
def test_whenever_the_clock_looks_no_lot_is_sold_after_enough(prices, target, looks):
    boards = [
        make_board(
            make_terms(closes_at=CLOSES_AT + 30 * number * MINUTE),
            round_id=f"r{number}",
            leader=make_leader("A1", price * 10_000),
        )
        for number, price in enumerate(prices)
    ]
    sales, sold = CaseSales(cny(target * 10_000), cny(0)), []
    for look in sorted(looks):
        ended, off, _ = fallen(boards, look, sales)
        for round_id, outcome in ended.items():
            assert not sales.enough, "no hammer falls once there is enough"
            sales = sales.with_price(outcome.hammer_price)
            sold.append(round_id)
        boards = [board for board in boards if board.round_id not in (*ended, *off)]
        assert not (sales.enough and boards), "then nothing goes on"
    assert sold == [f"r{number}" for number in range(len(sold))], "in the order of the notices"
