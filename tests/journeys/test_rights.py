"""Whom a court confirms and how they bid: a creditor, a late priority, an agent; and who is barred."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.money import Money
from auction.rounds.lifecycle import State
from tests.support.town import Town, id_number

pytestmark = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
ANN, BEN, CAI = (id_number(serial) for serial in (41, 42, 43))


def _confirm(town: Town, round_id: str, right: str, **fields: str) -> None:
    """Let the clerk propose a right on the page of bidders, and the judge approve it."""
    clerk, judge = town.back("clerk"), town.back("judge")
    page = f"/court/rounds/{round_id}/bidders"
    clerk.get(f"{page}/").submit(f"{page}/{right}", **fields)
    assert clerk.status == 200, clerk.alerts
    proposal = judge.get(f"/court/lots/{town.board(round_id).lot_id}").link("/court/approvals/")
    judge.get(proposal).submit(f"{proposal}/approve")
    assert judge.status == 200, judge.alerts


def _set_off(town: Town, round_id: str, **fields: str) -> None:
    """Let the clerk propose to set a claim off against the price, and the judge approve it."""
    clerk, judge, page = town.back("clerk"), town.back("judge"), f"/court/rounds/{round_id}/set-off/"
    clerk.get(page).submit(page, **fields)
    assert clerk.status == 200, clerk.alerts
    proposal = judge.get(f"/court/lots/{town.board(round_id).lot_id}").link("/court/approvals/")
    judge.get(proposal).submit(f"{proposal}/approve")
    assert judge.status == 200, judge.alerts


def test_an_enforcing_creditor_buys_without_a_deposit_and_pays_what_is_not_set_off(town: Town) -> None:
    view = town.publish(town.seize())
    town.bring("Ann", number=ANN)
    _confirm(town, view.round_id, "creditor", name="Ann", id_number=ANN, claim="500,000")
    admitted = town.ask_deposit("Ann", view.round_id)
    assert "need no deposit" in admitted.words
    admitted.submit(f"{view.round_id}/enter")
    town.wait(until=view.terms.opens_at)
    town.bid("Ann", view.round_id, 714_000)
    town.wait(until=view.terms.closes_at + timedelta(seconds=2))
    assert town.board(view.round_id).board.state is State.SOLD
    town.wait(seconds=2)
    _set_off(town, view.round_id, amount="300,000", document="Plan 7")

    ann = town.back("Ann")
    ann.get(f"/my/rounds/{view.round_id}/balance")
    town.pay("Ann", amount=Money(41_400_000, "CNY"))
    town.wait(seconds=2)

    assert town.board(view.round_id).board.state in (State.PAID, State.SETTLED)


def test_an_agent_bids_and_a_priority_right_is_confirmed_while_the_round_runs(town: Town) -> None:
    view = town.publish(town.seize())
    for name, number in (("Ann", ANN), ("Ben", BEN), ("Cai", CAI)):
        town.bring(name, number=number)
    agent = {"name": "Ann", "id_number": ANN, "agent_name": "Ben", "agent_id_number": BEN, "power": "No. 7"}
    _confirm(town, view.round_id, "agent", **agent)
    code, _ = town.enrol("Ann", view.round_id), town.enrol("Cai", view.round_id)
    town.wait(until=view.terms.opens_at)
    ben = town.back("Ben")
    ben.get("/my/enrolments")
    ben.get(ben.link(f"/enrol/{view.round_id}")).submit(f"{view.round_id}/enter")

    town.bid("Ben", view.round_id, 714_000)
    _confirm(town, view.round_id, "priority", name="Cai", id_number=CAI, rank="1", basis="Civil Code 305")
    leader = town.board(view.round_id).board.leader
    town.back("Cai").get(f"/enrol/{view.round_id}").submit(f"{view.round_id}/enter")
    town.bid("Cai", view.round_id, 714_000)

    board = town.board(view.round_id).board
    assert leader is not None
    assert leader.bidder_code == code
    assert board.leader is not None
    assert (board.leader.rank, board.leader.amount) == (1, leader.amount)


def test_who_is_on_the_list_is_told_at_once_how_to_mend_it(town: Town) -> None:
    view = town.publish(town.seize())
    town.bring("Ann", number=ANN)
    page = f"/court/rounds/{view.round_id}/bidders"
    block = {"id_number": ANN, "relation": "AUX", "nearness": "STAFF", "extent": "LOT"}
    town.back("clerk").get(f"{page}/").submit(f"{page}/block", **block)

    seen = town.people["Ann"].get(f"/enrol/{view.round_id}")

    assert "R-35/AUX_STAFF" in seen.words
    assert "write to the court before" in seen.words
    assert seen.submit(f"{view.round_id}/begin", declared="yes", qualified="yes").status == 409
