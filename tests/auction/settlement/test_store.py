"""What is to be settled is found once, and only by whom it concerns."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.world import World
from auction.settlement import store
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, SNAPSHOT, cny, make_round


@pytest.fixture
def sold(world: World):
    """Give a sold round of one court, its buyer and a loser."""
    world.clock.set(CLOSES_AT - timedelta(hours=1))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id, case_number="(2026) 17")
        round_id = make_round(tx, case_id=case_id, court_id=court_id)
        make_round(tx)
    buyer, loser = money.enrol_paid(world, round_id, ["Ann", "Bo"])
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=cny(744_000))
    return world, round_id, court_id, buyer, loser


def test_an_open_round_has_nothing_to_settle(world: World):
    world.clock.set(CLOSES_AT - timedelta(hours=1))
    with world.database.transaction() as tx:
        round_id = make_round(tx)
    money.enrol_paid(world, round_id, ["Ann"])

    with world.database.reading() as tx:
        assert store.closed_rounds(tx, limit=9, at=world.clock.now()) == []
        assert store.unasked_rounds(tx, limit=9) == []


def test_a_closed_round_is_found_with_its_deposits_and_the_payments_that_brought_them(sold):
    world, round_id, court_id, buyer, loser = sold

    with world.database.reading() as tx:
        (closed,) = store.closed_rounds(tx, limit=9, at=world.clock.now())

    assert (closed.sale.round_id, closed.sale.court_id) == (round_id, court_id)
    assert (closed.buyer_code, closed.hammer_price, closed.ended_at) == (buyer.code, cny(744_000), CLOSES_AT)
    assert {held.bidder_code for held in closed.held} == {buyer.code, loser.code}
    assert all(held.payment_id.startswith("pay_") for held in closed.held)


def test_only_the_buyer_is_the_buyer(sold):
    world, round_id, _, buyer, loser = sold

    with world.database.reading() as tx:
        found = store.buyer_of(tx, round_id, buyer.account_id)
        assert store.buyer_of(tx, round_id, loser.account_id) is None
        assert store.buyer_of(tx, "no-such-round", buyer.account_id) is None

    assert found is not None
    assert (found.deposit, found.deposit_applied) == (cny(71_400), None)


def test_another_court_sees_none_of_it(sold):
    world, round_id, court_id, _, _ = sold
    money.run_money_jobs(world)
    with world.database.transaction() as tx:
        other = cases.make_court(tx)

    with world.database.reading() as tx:
        mine = [len(lines(tx, court_id, limit=9)) for lines in LINES]
        others = [len(lines(tx, other, limit=9)) for lines in LINES]
        assert store.held_by(tx, court_id, "CNY") == cny(0)
        assert store.purpose_sums(tx, other, "CNY") == {}
        (credit,) = store.case_credits(tx, court_id, limit=9)
        (balance,) = store.open_balances(tx, court_id, limit=9)

    assert (mine, others) == ([1, 1, 2], [0, 0, 0])
    assert (credit.case_number, credit.credited) == ("(2026) 17", cny(71_400))
    assert (balance.round_id, balance.title, balance.overdue) == (round_id, SNAPSHOT["title"], False)


LINES = (store.case_credits, store.open_balances, store.payout_lines)
