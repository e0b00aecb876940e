"""Late money is found by court, with what keeps it, the longest due first."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update

from auction.kernel.world import World
from auction.payments.tables import Payout
from auction.settlement import jobs
from auction.settlement.late import store
from auction.settlement.late.late import Why
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

LATE_AT = CLOSES_AT + timedelta(hours=24)


@pytest.fixture
def court_id(world: World) -> str:
    """Give a court whose sold round owes one deposit to a loser and one to its case, none of it sent."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    bidders = money.enrol_paid(world, round_id, ("王伟", "Li Na"))
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=bidders[0], price=cny(744_000))
    assert jobs.settle_closed_rounds(world) == 2
    return court_id


def test_what_is_late_stands_there_from_its_last_moment_on_and_only_at_its_court(world, court_id):
    with world.database.reading() as tx:
        before = store.waiting(tx, at=LATE_AT - timedelta(microseconds=1), court_id=court_id)
        found = store.waiting(tx, at=LATE_AT, court_id=court_id)
        elsewhere = store.waiting(tx, at=LATE_AT, court_id="another")
        ((_, _, count, since),) = store.counts(tx, at=LATE_AT)

    assert (before, elsewhere) == ([], [])
    assert {each.kind.value for each in found} == {"REFUND", "CASE_ACCOUNT"}
    assert {each.why for each in found} <= {Why.QUEUED, Why.NO_ACCOUNT}
    assert (count, since) == (2, LATE_AT)
    assert {each.title for each in found} == {"A flat of 89 square metres"}


def test_what_left_too_late_stays_for_thirty_days(world, court_id):
    sent_at = LATE_AT + timedelta(seconds=1)
    with world.database.transaction() as tx:
        tx.execute(update(Payout).values(state="SENT", sent_at=sent_at, receipt="r1"))

    with world.database.reading() as tx:
        waiting = store.waiting(tx, at=sent_at, court_id=court_id)
        left = store.left_late(tx, at=sent_at, court_id=court_id)
        later = store.left_late(tx, at=sent_at + timedelta(days=30), court_id=court_id)

    assert (waiting, later) == ([], [])
    assert [each.why for each in left] == [Why.LEFT, Why.LEFT]
    assert {each.sent_at for each in left} == {sent_at}


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_what_left_in_time_is_no_breach(world, court_id):
    with world.database.transaction() as tx:
        tx.execute(update(Payout).values(state="SENT", sent_at=LATE_AT, receipt="r1"))

    with world.database.reading() as tx:
        assert store.left_late(tx, at=LATE_AT, court_id=court_id) == []


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
def test_a_refused_one_tells_the_word_of_who_refused(world, court_id):
    with world.database.transaction() as tx:
        tx.execute(
            update(Payout).where(Payout.kind == "REFUND").values(state="REFUSED", reason="no_such_account")
        )

    with world.database.reading() as tx:
        found = [each for each in store.waiting(tx, at=LATE_AT) if each.why is Why.REFUSED]

    assert [(each.kind.value, each.reason) for each in found] == [("REFUND", "no_such_account")]
