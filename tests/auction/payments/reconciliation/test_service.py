"""A day is compared once, what is found stays until it is mended, and a whole sale agrees to the cent."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import jobs as payments_jobs
from auction.payments import service as payments
from auction.payments.fact import LineKind, MovedState
from auction.payments.payout import Payout, PayoutKind
from auction.payments.received import RequestPurpose
from auction.payments.reconciliation import jobs, service, store
from auction.payments.reconciliation.clearing import Clearing, Compared
from auction.payments.reconciliation.difference import DifferenceKind
from auction.payments.reconciliation.line import Line
from auction.payments.reconciliation.matching import Span, match
from auction.payments.reconciliation.tables import Reconciliation
from auction.payments.webhook import Message
from auction.people.vault import vault_of
from tests.support import money
from tests.support.rounds import CLOSES_AT, cny, make_round
from tests.support.tills import Fault, Till

# What both databases do alike is asked of one; the whole sale and what is asked for again, of both.
ON_ONE = pytest.mark.parametrize("world", ["sqlite"], indirect=True)
FIVE = Money(5, "CNY")
DAY = timedelta(days=1)
PAPER = Clearing("gateway:paper:CNY", "paper", "CNY", "", "UTC")


def mornings(world: World, count: int = 1) -> int:
    """Let mornings come, each with its comparison; return how many days were compared."""
    done = 0
    for _ in range(count):
        world.clock.set((world.clock.now() + timedelta(days=1)).replace(hour=7))
        done += jobs.reconcile(world)
    return done


def open_now(world: World, court_id: str = "") -> list[tuple[DifferenceKind, str, int]]:
    with world.database.reading() as tx:
        kept = store.shown(tx, court_id)
    return [(each.difference.kind, each.difference.key, each.difference.amount.minor) for each in kept]


def entries(world: World, kind: str) -> list[Entry]:
    with world.database.reading() as tx:
        return list(tx.scalars(select(Entry).where(Entry.kind == kind).order_by(Entry.position)))


@pytest.fixture
def round_id(world: World) -> str:
    """Give a round of a court that counts in CNY, some hours before its end."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        return make_round(tx)


def test_the_day_of_a_whole_sale_agrees_to_the_cent(world: World, round_id: str):
    ann, _ben = money.enrol_paid(world, round_id, ["Ann", "Ben"])
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=ann, price=cny(744_000))
    money.run_money_jobs(world)
    reference = money.reference_of(world, RequestPurpose.BALANCE, round_id)
    money.bank_says(world, reference, cny(672_600), "Ann")
    money.bank_says(world, "AAAAA-BBBBB", FIVE, "Nobody")
    for _ in range(3):
        money.run_money_jobs(world)

    assert mornings(world) == 1

    assert open_now(world) == []
    with world.database.reading() as tx:
        (done,) = tx.scalars(select(Reconciliation))
    # Two deposits, a balance and what nobody asked for came in, and all of it left again.
    assert (done.account_id, done.line_count, done.difference_count) == ("gateway:paper:CNY", 8, 0)
    assert (done.ledger_minor, done.gateway_minor) == (0, 0)


@ON_ONE
def test_a_day_is_compared_once_however_often_the_clock_looks(world: World, round_id: str):
    assert mornings(world) == 1

    for _ in range(3):
        world.clock.advance(minutes=1)
        assert jobs.reconcile(world) == 0

    assert mornings(world, 2) == 2
    assert len(entries(world, "reconciliation.done")) == 3


def test_a_payment_that_nobody_heard_of_is_found_asked_for_again_and_mended(world: World, round_id: str):
    unheard = Message("pay_unheard", "AAAAA-BBBBB", FIVE, "Ann")
    money.paper_bank(world).message(unheard, event_id="evt_1", at=world.clock.now())

    mornings(world)
    assert open_now(world) == [(DifferenceKind.NOT_IN_LEDGER, "in:pay_unheard", 5)]
    mornings(world)
    assert len(open_now(world)) == 1

    money.bank_says(world, "AAAAA-BBBBB", FIVE, "Ann", payment_id="pay_unheard")
    payments_jobs.take_in(world)
    payments_jobs.pay_out(world)
    mornings(world)
    assert open_now(world) == []


@ON_ONE
def test_what_is_heard_of_weeks_after_it_happened_leaves_no_difference(world: World, round_id: str):
    unheard = Message("pay_unheard", "AAAAA-BBBBB", FIVE, "Ann")
    money.paper_bank(world).message(unheard, event_id="evt_1", at=world.clock.now())
    mornings(world)
    assert len(open_now(world)) == 1

    # As a statement of a bank that is taken in after the holidays.
    world.clock.advance(days=16)
    money.bank_says(world, "AAAAA-BBBBB", FIVE, "Ann", payment_id="pay_unheard")
    payments_jobs.take_in(world)
    payments_jobs.pay_out(world)

    mornings(world, 8)
    assert open_now(world) == []


@ON_ONE
@pytest.mark.parametrize("fault", [Fault.SLOW, Fault.NONE])
def test_what_came_back_weeks_after_it_left_leaves_no_difference(world: World, round_id: str, fault: Fault):
    till = Till("stripe", world.clock.now, fault=fault)

    def hear() -> None:
        at, vault = world.clock.now(), vault_of(world.settings)
        with world.database.transaction() as tx:
            payments.apply(tx, vault=vault, facts=till.read("p1"), received_at=at, at=at)

    def compare(count: int) -> None:
        for _ in range(count):
            world.clock.set((world.clock.now() + timedelta(days=1)).replace(hour=7))
            jobs.reconcile_through(world, {"stripe": till})

    till.receive("p1", "AAAAA-BBBBB", cny(70), "Ann")
    hear()
    payments_jobs.pay_out_through(world, {"stripe": till})
    compare(1)

    # A payer's bank may refuse a refund after weeks; nobody compared in between.
    world.clock.advance(days=16)
    till.end_payout("back:p1", MovedState.REFUSED)
    hear()

    compare(8)
    assert open_now(world) == []


@ON_ONE
def test_a_payout_that_was_made_by_hand_is_found_with_its_balance(world: World, round_id: str):
    by_hand = Payout("by-hand", PayoutKind.REFUND, "payment:p1", FIVE, world.clock.now())
    money.paper_bank(world).pay_out(by_hand, at=world.clock.now())

    mornings(world)

    assert open_now(world) == [(DifferenceKind.NOT_IN_LEDGER, "sent:by-hand", -5)]


@ON_ONE
def test_balances_that_no_line_explains_are_one_difference_for_all_later_days(world: World, round_id: str):
    long_ago = world.clock.now() - timedelta(days=400)
    money.paper_bank(world).message(Message("pay_old", "AAAAA-BBBBB", FIVE, "Ann"), event_id="e", at=long_ago)

    mornings(world, 3)

    assert open_now(world) == [(DifferenceKind.BALANCE, "balance", 5)]


@ON_ONE
@pytest.mark.parametrize(
    ("ours", "theirs", "at_gateway", "is_apart"),
    [
        ([5], [5], 5, False),
        ([5], [5], None, False),
        ([5], [], 5, True),
        ([5], [], None, True),
        ([], [5], 5, True),
        # What a difference of an earlier day holds apart is looked for on that day, and not on every later.
        ([5], [5], 12, False),
        ([5], [5], 6, True),
    ],
)
def test_a_day_is_apart_when_a_line_differs_or_no_line_and_no_earlier_difference_explains_the_balance(
    world: World, ours: list[int], theirs: list[int], at_gateway: int | None, is_apart: bool
):
    span = Span(CLOSES_AT, CLOSES_AT + DAY)
    sides = [[_line(minor, span.since) for minor in side] for side in (ours, theirs)]
    matched = match(*sides, span=span, currency="CNY")
    told = None if at_gateway is None else Money(at_gateway, "CNY")
    compared = Compared(PAPER, span.since.date(), matched, Money(sum(ours), "CNY"), told)
    if at_gateway == 12:
        _keep_balance_apart(world, by=7, on=compared.day - DAY)
    with world.database.reading() as tx:
        assert service.is_apart(tx, compared) is is_apart


def _keep_balance_apart(world: World, *, by: int, on: date) -> None:
    at = world.clock.now()
    matched = match([], [], span=Span(CLOSES_AT - DAY, CLOSES_AT), currency="CNY")
    earlier = Compared(PAPER, on, matched, Money(0, "CNY"), Money(by, "CNY"))
    with world.database.transaction() as tx:
        assert service.keep(tx, earlier, comparison_id=new_id(), at=at) == 1


def _line(minor: int, at: datetime) -> Line:
    return Line("in:p1", LineKind.PAYMENT, "p1", Money(minor, "CNY"), at, "in:p1")


@ON_ONE
def test_missed_days_are_made_up_for(world: World, round_id: str):
    money.enrol_paid(world, round_id, ["Ann"])
    world.clock.set((world.clock.now() + timedelta(days=5)).replace(hour=7))

    done = sum(jobs.reconcile(world) for _ in range(4) if world.clock.advance(minutes=2))

    assert done == 5
    with world.database.reading() as tx:
        rows = store.comparisons(tx, "", since=date(2026, 1, 1))
    assert [row.difference_count for row in rows] == [0] * 5


# What people do


@pytest.fixture
def difference_id(world: World, round_id: str) -> str:
    money.paper_bank(world).message(Message("pay_1", "A-B", FIVE, "Ann"), event_id="e", at=world.clock.now())
    mornings(world)
    with world.database.reading() as tx:
        (kept,) = store.shown(tx, "")
    return kept.id


@ON_ONE
def test_an_explanation_is_kept_and_recorded_and_the_difference_stays_open(world: World, difference_id: str):
    at = world.clock.now()
    with world.database.transaction() as tx:
        wish = {"difference_id": difference_id, "court_id": "", "by": "f" * 32, "at": at}
        empty = service.explain(tx, words="", **wish)
        done = service.explain(tx, words="The webhook's address was wrong.", **wish)

    with world.database.reading() as tx:
        (kept,) = store.shown(tx, "")
    assert empty is not None
    assert done is None
    assert (kept.explanation, kept.explained_at) == ("The webhook's address was wrong.", at)
    assert len(entries(world, "difference.explained")) == 1


@ON_ONE
def test_nobody_explains_or_asks_about_a_difference_of_another_court(world: World, difference_id: str):
    with world.database.transaction() as tx:
        refusals = [
            service.explain(
                tx, difference_id=each, court_id=court, words="x", by="f" * 32, at=world.clock.now()
            )
            for each, court in ((difference_id, "another"), (new_id(), ""))
        ]
        asked = service.ask_again(tx, difference_id=difference_id, court_id="another", at=world.clock.now())

    assert None not in refusals
    assert asked is not None
    assert asked.reason == "difference_gone"


def test_what_was_asked_about_is_compared_again_some_seconds_later(world: World, difference_id: str):
    with world.database.transaction() as tx:
        asked = service.ask_again(tx, difference_id=difference_id, court_id="", at=world.clock.now())
        again = service.ask_again(tx, difference_id=difference_id, court_id="", at=world.clock.now())
    money.bank_says(world, "A-B", FIVE, "Ann", payment_id="pay_1")
    payments_jobs.take_in(world)

    world.clock.advance(minutes=1)
    assert jobs.reconcile(world) == 1

    assert asked is None
    assert again is not None
    assert again.reason == "gateway_asked_just_now"
    # The refund of it has not left yet, which is no matter of that day.
    assert open_now(world) == []
