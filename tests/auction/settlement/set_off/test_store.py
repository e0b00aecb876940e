"""What a buyer is asked goes down with what is set off, and never below what is right."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from auction.kernel.world import World
from auction.payments.tables import PaymentRequest
from auction.settlement.set_off import store
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

PRICE = cny(744_000)


@pytest.fixture
def round_id(sqlite_world: World) -> str:
    """Give a round that a paying bidder bought."""
    world = sqlite_world
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    (buyer,) = money.enrol_paid(world, round_id, ("Ann Li",))
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=PRICE)
    money.run_money_jobs(world)
    return round_id


def test_a_buyer_whom_nobody_confirmed_has_no_claim_and_owes_the_balance(sqlite_world, round_id):
    with sqlite_world.database.reading() as tx:
        (court_id,) = tx.connection().exec_driver_sql("SELECT court_id FROM rounds").one()
        found = store.purchase(tx, round_id, court_id=court_id)

    assert found.claim is None
    assert (found.deposit, found.rest) == (cny(71_400), cny(672_600))
    assert not found.is_under_way


@pytest.mark.parametrize(
    ("by", "rest", "asked"),
    [
        (cny(600_000), cny(72_600), (7_260_000, "OPEN")),
        # Nothing is missing any more: the request stands as it was, and nobody is asked.
        (cny(672_600), cny(0), (67_260_000, "ACCEPTED")),
        # A part was paid before: what was asked goes down, and nothing is missing.
        (cny(600_000), cny(0), (7_260_000, "ACCEPTED")),
    ],
)
def test_what_is_asked_goes_down(sqlite_world, round_id, by, rest, asked):
    with sqlite_world.database.transaction() as tx:
        store.lower_request(tx, round_id, by=by, rest=rest)
        row = tx.scalars(select(PaymentRequest).where(PaymentRequest.purpose == "BALANCE")).one()
        found = (row.amount_minor, row.state)

    assert found == asked


def test_what_came_in_meanwhile_does_not_keep_the_request_up(sqlite_world, round_id):
    """A payment may be taken in between the judging of a set-off and its commit."""
    with sqlite_world.database.transaction() as tx:
        tx.execute(update(PaymentRequest).where(PaymentRequest.purpose == "BALANCE").values(state="RECEIVED"))
        store.lower_request(tx, round_id, by=cny(672_600), rest=cny(0))
        row = tx.scalars(select(PaymentRequest).where(PaymentRequest.purpose == "BALANCE")).one()
        assert row.state == "ACCEPTED"
