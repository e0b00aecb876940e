"""The payments of a request are read as they stand, the latest first."""

from __future__ import annotations

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import jobs
from auction.payments import store as payments
from auction.payments.received import RequestPurpose
from auction.settlement.paying import store
from auction.settlement.paying.page import Arrival, Stand
from tests.support import money
from tests.support.cases import make_case, make_court
from tests.support.rounds import make_round


def test_a_payment_is_read_while_it_waits_after_it_went_back_and_when_it_was_taken(world: World):
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        round_id = make_round(tx, case_id=make_case(tx, court_id=court_id), court_id=court_id)
    _, enrolment_id, reference = money.ask_for_deposit(world, round_id, "Ann")

    def arrivals() -> tuple[Arrival, ...]:
        with world.database.reading() as tx:
            request = payments.request_for(tx, RequestPurpose.DEPOSIT, enrolment_id)
            assert request is not None
            return store.arrivals_of(tx, request.id)

    assert arrivals() == ()
    money.bank_says(world, reference, Money(100, "CNY"), "Ann", payment_id="pay_1")
    jobs.take_in(world)
    assert [(each.payment_id, each.stand) for each in arrivals()] == [("pay_1", Stand.CHECKING)]

    money.run_money_jobs(world)
    (back,) = arrivals()
    assert (back.stand, back.back) == (Stand.BACK, Money(100, "CNY"))
    assert back.reason and back.back_due_at is not None

    world.clock.advance(minutes=1)
    money.bank_says(world, reference, Money(7_140_000, "CNY"), "Ann", payment_id="pay_2")
    money.run_money_jobs(world)
    assert [(each.payment_id, each.stand) for each in arrivals()] == [
        ("pay_2", Stand.TAKEN),
        ("pay_1", Stand.BACK),
    ]
