"""At a bank a balance comes in parts, too much or in another name: the case still gets exactly the price."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import service as payments
from auction.payments import store as payments_store
from auction.payments.fact import PaymentArrived
from auction.payments.held import service as held
from auction.payments.received import RequestPurpose, RequestState
from auction.payments.tables import Payout
from auction.people.vault import vault_of
from auction.settlement import jobs
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

PRICE, BALANCE = cny(744_000), cny(672_600)
BUYER = "王伟"


class Sold:
    """A round that is sold, its buyer's deposit with the case, the balance asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.clock.set(CLOSES_AT - timedelta(hours=2))
        with world.database.transaction() as tx:
            self.court_id = cases.make_court(tx)
            self.case_id = cases.make_case(tx, court_id=self.court_id)
            self.round_id = make_round(tx, terms=make_terms(), case_id=self.case_id, court_id=self.court_id)
        (buyer,) = money.enrol_paid(world, self.round_id, [BUYER])
        world.clock.set(CLOSES_AT)
        money.end_round(world, self.round_id, buyer=buyer, price=PRICE)
        jobs.settle_closed_rounds(world)
        jobs.ask_balances(world)
        self.reference = money.reference_of(world, RequestPurpose.BALANCE, self.round_id)

    def pay(self, amount: Money, payer: str = BUYER, *, court_id: str = "", gateway: str = "bank") -> str:
        """Let a part arrive at the court's bank, and judge it."""
        payment_id, at = f"b{new_id()}", self.world.clock.advance(seconds=1)
        court_id = (court_id or self.court_id) if gateway == "bank" else ""
        fact = PaymentArrived(gateway, payment_id, self.reference, amount, payer, court_id=court_id)
        with self.world.database.transaction() as tx:
            payments.apply(tx, vault=vault_of(self.world.settings), facts=[fact], received_at=at, at=at)
        jobs.settle_balances(self.world)
        return payment_id

    @property
    def request(self) -> RequestState:
        """Return where the request of the balance stands."""
        with self.world.database.reading() as tx:
            request = payments_store.request_for(tx, RequestPurpose.BALANCE, self.round_id)
        assert request is not None
        return request.state

    @property
    def books(self) -> tuple[int, int, str]:
        """Return what the case has, what waits as a part, and the state of the round."""
        lies = money.held(self.world, f"balance:{self.round_id}")
        return money.held(self.world, f"case:{self.case_id}"), lies, money.state_of(self.world, self.round_id)


@pytest.fixture
def sold(world: World) -> Sold:
    return Sold(world)


DEPOSIT = PRICE.minor - BALANCE.minor
PAID = (PRICE.minor, 0, "PAID")


def test_parts_wait_until_they_are_the_whole_and_then_go_to_the_case_at_once(sold: Sold):
    first = cny(600_000)

    sold.pay(first)
    assert (sold.books, sold.request) == ((DEPOSIT, first.minor, "SOLD"), RequestState.OPEN)
    sold.pay(BALANCE - first)

    assert (sold.books, sold.request) == (PAID, RequestState.ACCEPTED)


def test_of_too_much_exactly_the_rest_is_taken_and_the_excess_goes_back(sold: Sold):
    sold.pay(cny(600_000))
    last = sold.pay(cny(100_000))

    assert sold.books == PAID
    assert money.held(sold.world, f"payable:{last}") == cny(27_400).minor
    with sold.world.database.reading() as tx:
        payouts = {row.transfer_id: row for row in tx.scalars(select(Payout))}
    assert (payouts[f"back:{last}"].gateway, payouts[f"back:{last}"].amount_minor) == (
        "bank",
        cny(27_400).minor,
    )
    # What goes to the case leaves from where its last part came.
    assert payouts[f"balance-out:{sold.round_id}"].gateway == "bank"


def test_what_is_left_of_a_balance_may_be_paid_in_another_way(sold: Sold):
    sold.pay(cny(600_000))
    sold.pay(cny(72_600), gateway="stripe")

    assert sold.books == PAID


def test_a_part_in_another_way_is_not_taken(sold: Sold):
    sold.pay(cny(600_000), gateway="stripe")

    assert sold.books == (DEPOSIT, 0, "SOLD")


def test_a_balance_in_another_name_waits_and_is_taken_once_finance_placed_it(sold: Sold):
    payment_id = sold.pay(BALANCE, "Li Na")
    assert sold.books == (DEPOSIT, 0, "SOLD")

    with sold.world.database.transaction() as tx:
        refusal = held.place(
            tx,
            payment_id=payment_id,
            request_id=sold.round_id,
            court_id=sold.court_id,
            actor=new_id(),
            at=sold.world.clock.now(),
        )
    jobs.settle_balances(sold.world)

    assert refusal is None
    assert sold.books == PAID


def test_a_balance_on_the_account_of_another_court_goes_back(sold: Sold):
    payment_id = sold.pay(BALANCE, court_id="x" * 32)

    assert sold.books == (DEPOSIT, 0, "SOLD")
    assert money.held(sold.world, f"payable:{payment_id}") == BALANCE.minor


def test_a_part_stops_no_clock_and_stays_for_the_court_to_decide(sold: Sold):
    sold.pay(cny(600_000))
    sold.world.clock.set(make_terms().balance_due_at)

    jobs.mark_overdue(sold.world)

    assert sold.books == (DEPOSIT, cny(600_000).minor, "OVERDUE")
    late = sold.pay(cny(72_600))
    assert sold.books == (DEPOSIT, cny(600_000).minor, "OVERDUE")
    assert money.held(sold.world, f"payable:{late}") == cny(72_600).minor
