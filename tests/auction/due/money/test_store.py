"""A court is told once of money that was refused on its way out, or is disputed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update

from auction.due.money import jobs
from auction.due.money.store import CREDIT_REFUSED, DISPUTED, REFUSED
from auction.due.tables import CourtAlert
from auction.kernel.world import World
from auction.payments.disputes.tables import Dispute
from auction.payments.tables import Payment, Payout
from auction.settlement import jobs as settlement_jobs
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms


@pytest.fixture
def court_id(world: World) -> str:
    """Give a court with a sold round whose loser's deposit is on its way back."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    buyer, _ = money.enrol_paid(world, round_id, ("Ann Li", "Bo Lin"))
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=cny(744_000))
    settlement_jobs.settle_closed_rounds(world)
    assert jobs.watch_the_money(world) == 0
    return court_id


def alarms(world: World) -> list[tuple[str, str]]:
    """Let the clock look twice; return the alarms with their courts."""
    jobs.watch_the_money(world)
    assert jobs.watch_the_money(world) == 0, "each is told once"
    with world.database.reading() as tx:
        return sorted(
            (name, court_id) for name, court_id in tx.execute(select(CourtAlert.name, CourtAlert.court_id))
        )


@pytest.mark.parametrize(("kind", "name"), [("REFUND", REFUSED), ("CASE_ACCOUNT", CREDIT_REFUSED)])
def test_a_refused_payout_is_told_by_where_it_was_to_go(world, court_id, kind, name):
    with world.database.transaction() as tx:
        tx.execute(update(Payout).where(Payout.kind == kind).values(state="REFUSED", reason="closed"))

    assert alarms(world) == [(name, court_id)]


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("state", "told"), [("OPEN", True), ("WON", False), ("LOST", False)])
def test_a_dispute_is_told_while_it_is_open(world, court_id, state, told):
    with world.database.transaction() as tx:
        payment_id = tx.scalars(select(Payment.id).limit(1)).one()
        ended_at = None if state == "OPEN" else CLOSES_AT
        tx.execute(
            insert(Dispute).values(
                id="dp1",
                gateway="stripe",
                payment_id=payment_id,
                amount_minor=5,
                currency="CNY",
                state=state,
                opened_at=CLOSES_AT,
                ended_at=ended_at,
            )
        )

    assert alarms(world) == ([(DISPUTED, court_id)] if told else [])
