"""kill -9 at each named step of settlement, refund and payout: after a restart the same end, once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from auction.audit.tables import Entry
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger.tables import Transfer
from auction.payments.received import RequestPurpose
from auction.payments.tables import PaperMovement, Payout
from tests.support import cases, dying, money
from tests.support.dying import Step
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

pytestmark = pytest.mark.crash
PRICE, DEPOSIT, BALANCE = cny(744_000), cny(71_400), cny(672_600)
STRAY = Money(500, "CNY")
BUYER, LOSER = "王伟", "Li Na"
# The wait before another attempt is half an hour at most.
LATER = timedelta(minutes=31)
EVERY_STEP = (*dying.HAMMER, *dying.REFUNDS, *dying.MESSAGES, *dying.BALANCES, *dying.PAYOUTS)


class Sale:
    """One round that is sold to one of two bidders, and then paid."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.clock.set(CLOSES_AT - timedelta(hours=2))
        with world.database.transaction() as tx:
            court_id = cases.make_court(tx)
            self.case_id = cases.make_case(tx, court_id=court_id)
            self.round_id = make_round(tx, terms=make_terms(), case_id=self.case_id, court_id=court_id)
        buyer, _ = money.enrol_paid(world, self.round_id, [BUYER, LOSER])
        world.clock.set(CLOSES_AT)
        money.end_round(world, self.round_id, buyer=buyer, price=PRICE)

    def pay(self) -> None:
        """Let the buyer pay the balance, and a stranger pay for nothing."""
        reference = money.reference_of(self.world, RequestPurpose.BALANCE, self.round_id)
        money.bank_says(self.world, reference, BALANCE, BUYER)
        money.bank_says(self.world, "NOBOD-YKNOW", STRAY, "Mallory")

    def tick(self) -> None:
        """Run every job of money, as a process does that was started again."""
        self.world.clock.advance(seconds=LATER.total_seconds())
        money.run_money_jobs(self.world)

    def die_at(self, step: Step) -> bool:
        """Run the jobs in a process of its own that dies at the step, in this tick or the next."""
        self.world.clock.advance(seconds=LATER.total_seconds())
        return dying.die_at(step, self.world, _tick_twice)

    def is_settled_once(self) -> None:
        """Count everything: nothing is lost, nothing stands twice."""
        for _ in range(3):
            self.tick()
        assert money.state_of(self.world, self.round_id) == "SETTLED"
        assert money.held(self.world, f"case:{self.case_id}") == PRICE.minor
        assert money.held(self.world, "gateway:paper") == 0
        with self.world.database.reading() as tx:
            entries = Counter(tx.scalars(select(Entry.kind).where(Entry.kind.like("%.posted"))))
            states = Counter(tx.scalars(select(Payout.state)))
            paid = sorted(tx.scalars(select(PaperMovement.amount_minor)))
            sent = tx.scalar(select(func.count()).where(Transfer.id.like("sent:%")))
        assert entries == {"refund.posted": 2, "settlement.posted": 2, "payout.posted": 4}
        assert (states, sent) == ({"SENT": 4}, 4)
        assert paid == sorted([STRAY.minor, DEPOSIT.minor, DEPOSIT.minor, BALANCE.minor])


def _tick_twice(world: World) -> None:
    money.run_money_jobs(world)
    money.run_money_jobs(world)


def test_a_process_that_dies_at_one_step_after_the_other_ends_where_it_should(world: World) -> None:
    sale = Sale(world)

    died = [(step.name, sale.die_at(step)) for step in (*dying.HAMMER, *dying.REFUNDS)]
    sale.tick()
    sale.pay()
    died += [(step.name, sale.die_at(step)) for step in (*dying.MESSAGES, *dying.BALANCES, *dying.PAYOUTS)]

    assert [name for name, is_dead in died if not is_dead] == []
    assert len(died) == len(EVERY_STEP)
    sale.is_settled_once()


@pytest.mark.slow
@pytest.mark.parametrize("step", EVERY_STEP, ids=lambda step: step.name)
def test_a_process_that_dies_at_a_step_and_is_started_again_ends_where_it_should(
    world: World, step: Step
) -> None:
    sale = Sale(world)

    before = sale.die_at(step)
    sale.tick()
    sale.pay()
    after = sale.die_at(step)

    assert before or after, "the step was reached"
    sale.is_settled_once()
