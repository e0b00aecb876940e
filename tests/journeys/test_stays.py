"""Stops, their ends and withdrawals through the doors: two people, the public reason, the money back."""

from __future__ import annotations

from datetime import timedelta

import orjson
import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.cases.tables import Claim
from auction.enrolment.tables import Enrolment
from auction.kernel.ids import new_id
from auction.payments.tables import Payout
from auction.rounds.lifecycle import State
from tests.support.browsing import Browser
from tests.support.enrolment import make_admitted
from tests.support.town import Town, local

WHY = {"reason": "The parties settled.", "legal_basis": "Ruling (2026) 4"}


def deposits(town: Town, round_id: str) -> list[str]:
    with town.world.database.reading() as tx:
        found = select(Enrolment.deposit_state).where(Enrolment.round_id == round_id)
        return list(tx.scalars(found))


def told(town: Town, lot_id: str, *kinds: str) -> list[dict]:
    with town.world.database.reading() as tx:
        query = select(Entry.body).where(Entry.lot_id == lot_id, Entry.kind.in_(kinds)).order_by(Entry.number)
        return [orjson.loads(body) for body in tx.scalars(query)]


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize("ground", [pytest.param("settled", id="R-56/50")])
def test_a_settlement_a_day_before_the_start_gives_three_deposits_back(town: Town, ground: str) -> None:
    view = town.publish(town.seize())
    for name in ("Ann", "Ben", "Cy"):
        make_admitted(town.world, view.round_id, name, at=town.now)
    town.wait(until=view.terms.opens_at - timedelta(days=1))

    town.decide(view.lot_id, "withdraw", ground=ground, **WHY)
    withdrawn_at = town.now
    town.wait(minutes=1)

    assert town.board(view.round_id).board.state is State.WITHDRAWN
    assert deposits(town, view.round_id) == ["RETURNED"] * 3
    with town.world.database.reading() as tx:
        due = [payout.due_at for payout in tx.scalars(select(Payout).where(Payout.kind == "REFUND"))]
    assert len(due) == 3
    assert all(at <= withdrawn_at + timedelta(hours=24) for at in due)
    public = Browser(town.app).get(f"/lots/{view.lot_id}").words
    assert "The parties have settled, and a sale is not needed." in public
    assert WHY["reason"] in public


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize("whole", [pytest.param("302600", id="R-57/50")])
def test_a_debtor_who_pays_the_whole_before_the_day_frees_the_property(town: Town, whole: str) -> None:
    view = town.publish(town.seize())
    later = local(town.now + timedelta(days=32, hours=1))
    other = town.publish(town.seize("A press", closes_at=later))
    with town.world.database.transaction() as tx:
        for kind, amount_minor in (("CLAIM", 30_000_000), ("COST", 260_000)):
            told_of = {"kind": kind, "subject": kind, "amount_minor": amount_minor, "currency": "CNY"}
            tx.add(Claim(id=new_id(), case_id=town.case_id, **told_of))
    town.wait(until=view.terms.opens_at - timedelta(days=1))
    paid = {"ground": "debt_paid", "interest": "0", "received_on": f"{town.now:%Y-%m-%d}", **WHY}

    clerk = town.back("clerk")
    clerk.get(f"/court/lots/{view.lot_id}").submit(f"{view.lot_id}/withdraw", received="300000", **paid)
    short = clerk.status, clerk.alerts
    judge = town.decide(view.lot_id, "withdraw", received=whole, **paid)

    assert short[0] == 409
    assert "2,600.00 are missing" in short[1]
    assert judge.status == 200
    assert town.board(view.round_id).board.state is State.WITHDRAWN
    assert "This sale is to stop as well" in judge.get(f"/court/lots/{other.lot_id}").words
    assert "This sale is to stop as well" not in judge.get(f"/court/lots/{view.lot_id}").words
    assert [entry["type"] for entry in told(town, view.lot_id, "debt.paid", "lot.withdrawn")] == [
        "debt.paid",
        "lot.withdrawn",
    ]


@pytest.mark.parametrize("world", ["sqlite"], indirect=True)
@pytest.mark.parametrize("minutes", [pytest.param(14, id="R-54/50"), pytest.param(15, id="R-54/51")])
def test_one_judge_stops_in_an_emergency_and_the_report_says_whether_it_was_in_time(
    town: Town, minutes: int
) -> None:
    view = town.publish(town.seize())
    town.wait(until=view.terms.opens_at)
    judge, path = town.back("judge"), f"/court/lots/{view.lot_id}"

    judge.get(path).submit(f"{view.lot_id}/emergency", ground="bidding_suspect", **WHY)
    assert judge.status == 200, judge.alerts
    town.wait(minutes=minutes)
    asked = town.back("judge").get(path).words
    judge.submit(f"{view.lot_id}/report", what="Five codes bid in turns.")

    assert town.board(view.round_id).board.state is State.SUSPENDED
    assert "A report is due" in asked
    assert "A report is due" not in judge.get(path).words
    (report,) = told(town, view.lot_id, "incident.reported")
    assert report["in_time"] is (minutes < 15)
    assert (
        "A judge stopped the bidding in an emergency." in Browser(town.app).get(f"/lots/{view.lot_id}").words
    )
