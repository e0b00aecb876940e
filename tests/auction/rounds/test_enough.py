"""Lots of one case end one after another, until the case has what it is owed (R-51)."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from auction.cases.outstanding import Outstanding
from auction.rounds import enough
from auction.rounds.enough import CaseLots, CaseSales
from auction.rounds.lifecycle import State
from tests.support.rounds import CLOSES_AT, cny, make_board, make_terms

MINUTE = timedelta(minutes=1)
GAP = 30 * MINUTE
OWED = Outstanding(claims=cny(780_000), secured=cny(0), costs=cny(20_000))


def lot(round_id: str, minutes: int, **changes: object):
    board = make_board(make_terms(closes_at=CLOSES_AT + minutes * MINUTE), round_id=round_id)
    return replace(board, **changes)


@pytest.mark.parametrize(
    ("claims", "costs", "sells_all", "target"),
    [
        pytest.param(780_000, 20_000, False, 800_000, id="R-51/1"),
        pytest.param(780_000, 20_000, True, None, id="R-51/2"),
        pytest.param(0, 20_000, False, None, id="R-51/3"),
    ],
)
def test_what_is_enough_is_claims_and_costs_unless_all_is_sold(claims, costs, sells_all, target):
    owed = replace(OWED, claims=cny(claims), costs=cny(costs))

    assert enough.target_of(owed, sells_all=sells_all) == (target and cny(target))


@pytest.mark.parametrize(
    ("brought", "is_enough"),
    [
        pytest.param(820_000, True, id="R-51/4"),
        pytest.param(800_000, True, id="R-51/5"),
        pytest.param(799_999, False, id="R-51/6"),
    ],
)
def test_the_rest_stops_when_the_prices_reach_the_target(brought, is_enough):
    sales = CaseSales(cny(800_000), cny(brought))

    assert sales.enough is is_enough
    assert (enough.check_need(sales) is not None) is is_enough
    assert not CaseSales(None, cny(brought)).enough


def test_a_case_with_enough_is_told_both_sums_and_one_without_others_nothing():
    refusal = enough.check_need(CaseSales(cny(800_000), cny(820_000)))

    assert (refusal.reason, refusal.rule) == (enough.Reason.ENOUGH_ALREADY, "R-51")
    assert refusal.numbers == {"brought": cny(820_000), "target": cny(800_000)}
    assert enough.check_need(CaseLots().sales) is None


@pytest.mark.parametrize(
    ("own", "others", "earliest"),
    [
        pytest.param(0, [30], None, id="R-51/7"),
        pytest.param(0, [29], 59, id="R-51/8"),
        pytest.param(0, [-30], None, id="R-51/9"),
        pytest.param(0, [-29], 1, id="R-51/10"),
        pytest.param(0, [0, 30, 90], 60, id="R-51/11"),
        pytest.param(0, [0, 59, 89], 119, id="R-51/12"),
        pytest.param(0, [], None, id="R-51/13"),
    ],
)
def test_the_lots_of_a_case_close_half_an_hour_apart(own, others, earliest):
    ends = [CLOSES_AT + minutes * MINUTE for minutes in others]

    refusal = enough.check_order(CLOSES_AT + own * MINUTE, ends, gap=GAP)

    assert (refusal and refusal.numbers["earliest"]) == (
        None if earliest is None else CLOSES_AT + earliest * MINUTE
    )
    if refusal is not None:
        free = enough.check_order(refusal.numbers["earliest"], ends, gap=GAP)
        assert (refusal.rule, refusal.numbers["minutes"], free) == ("R-51", 30, None)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(lot("r1", 0), True, id="R-51/20"),
        pytest.param(lot("r1", 0, closes_at=CLOSES_AT + 151 * MINUTE), True, id="R-51/21"),
        pytest.param(lot("r1", 0, state=State.SUSPENDED), False, id="R-51/22"),
        pytest.param(lot("r1", 0, state=State.SOLD), False, id="R-51/23"),
        pytest.param(lot("r3", 60), False, id="R-51/24"),
        pytest.param(lot("r1", 0, closes_at=CLOSES_AT + timedelta(days=1, minutes=30)), True, id="R-51/25"),
        pytest.param(lot("r1", 0, closes_at=CLOSES_AT + timedelta(days=1, minutes=31)), False, id="R-51/26"),
    ],
)
def test_a_later_lot_waits_for_the_bids_on_an_earlier_one_but_not_for_a_stay(other, expected):
    later = lot("r2", 30)

    assert enough.waits(later, [later, other]) is expected


def test_lots_end_in_the_order_of_their_notices_whatever_bids_did_to_their_ends():
    first, second = lot("rb", 0, closes_at=CLOSES_AT + 99 * MINUTE), lot("ra", 30)

    assert enough.in_closing_order([second, first]) == [first, second]
