"""Money of a round has left when nothing is held and nothing waits, and not before."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.due.deadline import Fact
from auction.due.paid_out import BACK, TO_CASE, Movements, facts_of
from tests.support.cases import AT

END = Fact("lot.closed", AT, {"outcome": "sold"}, "c1", "k1", "l1", "r1")
LATER = AT + timedelta(hours=3)


@pytest.mark.parametrize(
    ("moved", "is_held", "left"),
    [
        pytest.param({}, True, {}, id="held"),
        pytest.param({}, False, {BACK: AT, TO_CASE: AT}, id="nothing-was-paid"),
        pytest.param({("r1", BACK): (1, None)}, False, {TO_CASE: AT}, id="one-waits"),
        pytest.param({("r1", BACK): (0, LATER)}, False, {BACK: LATER, TO_CASE: AT}, id="all-sent"),
        pytest.param({("r1", BACK): (0, LATER)}, True, {}, id="sent-but-another-is-held"),
        pytest.param({("r2", BACK): (1, None)}, False, {BACK: AT, TO_CASE: AT}, id="another-round-waits"),
    ],
)
def test_money_has_left_when_nothing_is_held_and_nothing_waits(moved, is_held, left):
    found = facts_of([END], [Movements.of("r1", moved, is_held=is_held)])

    assert {fact.told["purpose"]: fact.at for fact in found} == left
    assert all(fact.round_id == "r1" for fact in found)


def test_a_round_that_has_not_ended_says_nothing():
    opened = Fact("lot.opened", AT, {}, "c1", "k1", "l1", "r1")

    assert facts_of([opened], [Movements.of("r1", {}, is_held=False)]) == []
