"""What of a court's money waits, counted in both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.settlement import jobs
from auction.settlement.overview import store
from auction.settlement.overview.waiting import Task
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, OPENS_AT, cny, make_round


@pytest.fixture
def court_id(world):
    """Give a court in which a round was sold to Ann, and whose payouts are queued, but for nobody sent."""
    world.clock.set(OPENS_AT - timedelta(days=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, court_id=court_id, case_id=case_id)
    ann, *_ = money.enrol_paid(world, round_id, ["Ann", "Bo", "Cy"])
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=ann, price=cny(744_000))
    for job in jobs.JOBS:
        job(world)
    return court_id


def counted(world, court_id, at):
    with world.database.reading() as tx:
        return {each.task: each.count for each in store.waiting(tx, court_id, at=at)}


def test_what_has_not_left_is_counted_and_late_after_its_time(world, court_id):
    due_at = CLOSES_AT + timedelta(hours=24)

    before = counted(world, court_id, due_at - timedelta(microseconds=1))
    at_the_end = counted(world, court_id, due_at)

    assert Task.LATE not in before
    assert at_the_end[Task.LATE] == 3
    assert sum(before.values()) == sum(at_the_end.values()) - 3 == 3


def test_what_left_and_what_is_another_courts_is_not_counted(world, court_id):
    with world.database.transaction() as tx:
        other = cases.make_court(tx, name="Another Court")
    late = CLOSES_AT + timedelta(days=2)

    assert counted(world, other, late) == {}
    with world.database.reading() as tx:
        assert sum(each.count for each in store.payouts(tx, court_id, at=late)) == 3
    for _ in range(3):
        money.run_money_jobs(world)
    with world.database.reading() as tx:
        assert sum(each.count for each in store.payouts(tx, court_id, at=late)) <= 1
