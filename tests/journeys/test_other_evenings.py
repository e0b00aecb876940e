"""Evenings that go another way: nobody, one, an equal price, the last moment, a stay."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from auction.enrolment.tables import Enrolment
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.payments.tables import Payout
from auction.rounds import tables
from auction.rounds.lifecycle import State
from auction.rounds.standing import Bid, RoundView
from bidding import service as hall
from tests.support.browsing import Browser
from tests.support.town import Town, id_number, local

MICROSECOND = timedelta(microseconds=1)
GRACE = timedelta(seconds=2)


def _open(town: Town, *names: str, **terms: str) -> RoundView:
    view = town.publish(town.seize(**terms))
    for name in names:
        town.enrol(name, view.round_id)
    town.wait(until=view.terms.opens_at)
    return view


def _hammer(town: Town, view: RoundView) -> RoundView:
    town.wait(until=town.board(view.round_id).board.closes_at + GRACE)
    return town.board(view.round_id)


def _deposits(town: Town, round_id: str) -> dict[str, str]:
    with town.world.database.reading() as tx:
        rows = tx.execute(
            select(Enrolment.bidder_code, Enrolment.deposit_state).where(Enrolment.round_id == round_id)
        )
        return {row.bidder_code: row.deposit_state for row in rows}


def test_nobody_bids_and_every_deposit_goes_back(town: Town) -> None:
    view = _open(town, "Ann", "Ben")

    closed = _hammer(town, view)

    assert closed.board.state is State.UNSOLD
    assert set(_deposits(town, view.round_id).values()) == {"RETURNED"}
    town.wait(seconds=2)
    with town.world.database.reading() as tx:
        sent = tx.scalars(select(Payout)).all()
    assert [(payout.kind, payout.state) for payout in sent] == [("REFUND", "SENT")] * 2
    assert all(payout.due_at <= closed.closed_at + timedelta(hours=24) for payout in sent)  # type: ignore[operator]  # it is closed
    assert "Unsold" in Browser(town.app).get(f"/lots/{view.lot_id}").words


def test_one_bidder_is_enough(town: Town) -> None:
    view = _open(town, "Ann")

    town.bid("Ann", view.round_id, 714_000)
    closed = _hammer(town, view)

    assert closed.board.state is State.SOLD
    assert closed.hammer_price == Money(71_400_000, "CNY")
    assert closed.closed_at == view.terms.closes_at


def test_a_priority_purchaser_matches_and_buys_at_the_equal_price(town: Town) -> None:
    co_owner = id_number(77)
    lot_id = town.seize()
    clerk = town.people["clerk"]
    clerk.get(f"/court/lots/{lot_id}/notice").submit(
        f"{lot_id}/priorities", id_number=co_owner, rank="1", basis="Co-owner by share"
    )
    assert clerk.status == 200, clerk.alerts
    town.notify(lot_id)
    round_id = town.publish(lot_id).round_id
    town.bring("Cora", number=co_owner)
    town.enrol("Ann", round_id)
    cora = town.enrol("Cora", round_id)
    view = town.board(round_id)
    town.wait(until=view.terms.opens_at)

    town.bid("Ann", round_id, 724_000)
    town.bid("Cora", round_id, 724_000)
    refused = town.bid("Ann", round_id, 724_000)
    closed = _hammer(town, view)

    assert refused.status in (409, 422)
    assert "734,000" in refused.words
    assert closed.buyer_code == cora
    assert closed.hammer_price == Money(72_400_000, "CNY")


@pytest.mark.parametrize(
    ("offset", "accepted"), [(-MICROSECOND, True), (0 * MICROSECOND, False), (MICROSECOND, False)]
)
def test_a_bid_counts_up_to_the_last_microsecond(town: Town, offset: timedelta, accepted: bool) -> None:
    view = _open(town, "Ann")
    town.world.clock.set(view.terms.closes_at + offset)  # type: ignore[attr-defined]  # set by hand

    page = town.bid("Ann", view.round_id, 714_000)

    board = town.board(view.round_id).board
    assert (board.leader is not None) is accepted
    expected = town.now + timedelta(minutes=5) if accepted else view.terms.closes_at
    assert board.closes_at == expected
    assert accepted or "R-44" in page.words


def test_a_bid_stamped_in_time_but_judged_after_the_hammer_is_refused(town: Town) -> None:
    view = _open(town, "Ann")
    code = next(iter(_deposits(town, view.round_id)))
    late = Bid(view.round_id, code, Money(71_400_000, "CNY"), view.terms.closes_at - MICROSECOND, new_id())

    closed = _hammer(town, view)
    with town.world.database.transaction() as tx:
        (answer,) = hall.place_bids(tx, bids=[late], at=town.now + MICROSECOND)

    assert closed.board.state is State.UNSOLD
    assert (answer.verdict, answer.rule) == ("after_end", "R-44")
    assert town.board(view.round_id).board.state is State.UNSOLD


def test_a_bid_key_makes_a_bid_once(town: Town) -> None:
    view = _open(town, "Ann", "Ben")
    browser = town.people["Ann"].get(f"/hall/{view.round_id}")
    key = browser.value("bid_key")

    for _ in range(3):
        browser.send(f"/hall/{view.round_id}/bid", amount="714000", bid_key=key)
        browser.get(f"/hall/{view.round_id}")
    conflict = browser.send(f"/hall/{view.round_id}/bid", amount="724000", bid_key=key)

    with town.world.database.reading() as tx:
        assert tx.scalar(select(func.count()).select_from(tables.Bid)) == 1
    assert conflict.status == 409
    assert town.board(view.round_id).board.bid_count == 1


def test_a_deposit_paid_in_the_last_second_is_in_time(town: Town) -> None:
    view = _open(town, "Ann")
    town.wait(until=view.terms.closes_at - timedelta(minutes=1))
    town.bid("Ann", view.round_id, 714_000)
    end = town.board(view.round_id).board.closes_at
    town.wait(until=end - timedelta(seconds=30))
    town.ask_deposit("Dan", view.round_id)
    town.world.clock.set(end - timedelta(seconds=1))  # type: ignore[attr-defined]  # set by hand
    town.pay("Dan")
    town.people["Dan"].get(f"/enrol/{view.round_id}").submit(f"{view.round_id}/enter")

    town.bid("Dan", view.round_id, 724_000)

    board = town.board(view.round_id).board
    assert board.leader is not None
    assert board.leader.amount == Money(72_400_000, "CNY")
    assert board.closes_at == end - timedelta(seconds=1) + timedelta(minutes=5)


def test_a_stay_keeps_the_bids_and_the_remaining_time(town: Town) -> None:
    view = _open(town, "Ann", "Ben")
    town.bid("Ann", view.round_id, 714_000)
    town.wait(until=view.terms.closes_at - timedelta(hours=2))
    why = {"reason": "A third party claims the flat.", "legal_basis": "CPL art. 238"}
    town.decide(view.lot_id, "suspend", kind="suspension", ground="third_party_claim", **why)

    stopped = town.bid("Ben", view.round_id, 724_000)
    answered = stopped.status, stopped.words
    public = Browser(town.app).get(f"/lots/{view.lot_id}").words
    town.wait(days=2)
    assert town.board(view.round_id).board.state is State.SUSPENDED
    resumes_at = (town.now + timedelta(days=1, hours=1)).replace(second=0, microsecond=0)
    why = {"reason": "The claim was rejected.", "legal_basis": "Ruling (2026) 4"}
    ended = {"resumes_at": local(resumes_at), "ended_on": f"{town.now:%Y-%m-%d}"}
    town.decide(view.lot_id, "resume", **ended, **why)
    town.wait(until=resumes_at - timedelta(seconds=1))
    assert town.board(view.round_id).board.state is State.SUSPENDED
    announced = Browser(town.app).get(f"/lots/{view.lot_id}").words
    town.wait(until=resumes_at)
    resumed = town.board(view.round_id).board
    town.back("Ben").get(f"/enrol/{view.round_id}").submit(f"{view.round_id}/enter")
    town.bid("Ben", view.round_id, 724_000)

    assert answered[0] == 409
    assert "R-53" in answered[1]
    assert "A third party claims the flat." in public
    assert "The court has suspended the bidding by a ruling." in public
    assert "The round goes on at" in announced
    assert resumed.closes_at == resumes_at + timedelta(hours=2)
    closed = _hammer(town, view)
    assert closed.hammer_price == Money(72_400_000, "CNY")
