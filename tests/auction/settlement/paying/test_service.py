"""The page of a request is its payer's alone; each gateway says how to pay what is missing, or why not."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.payments.checkout.session import Checkout
from auction.payments.each_gateway import gateways_of
from auction.payments.words import Reason
from auction.rounds.lifecycle import State
from auction.settlement.paying import service
from auction.settlement.paying.page import Asked
from tests.support import money, people
from tests.support.cases import make_case, make_court
from tests.support.rounds import CLOSES_AT, make_round


@pytest.fixture
def asked(sqlite_world: World) -> tuple[World, str, str]:
    """Ask somebody for a deposit: the world, the account and the reference."""
    with sqlite_world.database.transaction() as tx:
        court_id = make_court(tx)
        round_id = make_round(tx, case_id=make_case(tx, court_id=court_id), court_id=court_id)
    account_id, _, reference = money.ask_for_deposit(sqlite_world, round_id, "Ann")
    return sqlite_world, account_id, reference


def read(world: World, reference: str, account_id: str) -> Asked | None:
    with world.database.reading() as tx:
        return service.asked_of(tx, reference=reference, account_id=account_id)


def test_a_request_is_shown_to_its_payer_alone(asked: tuple[World, str, str]):
    world, account_id, reference = asked
    with world.database.transaction() as tx:
        other = people.make_bidder(world, tx, name="Bo")

    mine = read(world, reference, account_id)

    assert mine is not None
    assert (mine.until, mine.state, mine.arrivals) == (CLOSES_AT, State.SCHEDULED, ())
    assert mine.missing == mine.request.amount
    assert read(world, reference, other) is None
    assert read(world, "NOBOD-YKNOW", account_id) is None


def test_each_gateway_says_how_to_pay(asked: tuple[World, str, str]):
    world, account_id, reference = asked
    mine = read(world, reference, account_id)
    assert mine is not None

    ways = {way.gateway: way for way in service.ways_of(mine, gateways_of(world).values())}

    paper = ways["paper"]
    assert paper.instructions is not None
    assert (paper.instructions.pay_path, paper.refusal) == (f"/pay/{reference}", None)


def test_a_page_is_written_down_only_while_paying_serves_its_purpose(asked: tuple[World, str, str]):
    world, account_id, reference = asked
    mine = read(world, reference, account_id)
    assert mine is not None

    def begin(after: timedelta) -> Checkout | Refusal:
        with world.database.transaction() as tx:
            at = world.clock.now() + after
            return service.begin_checkout(tx, mine, checkout_id=new_id(), language="en", at=at)

    begun = begin(timedelta(0))
    late = begin(CLOSES_AT - world.clock.now())

    assert isinstance(begun, Checkout)
    assert (begun.request_id, begun.amount) == (mine.request.id, mine.missing)
    assert isinstance(late, Refusal)
    assert late.reason == Reason.PAYING_OVER
