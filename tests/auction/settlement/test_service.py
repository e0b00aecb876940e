"""Rounds are settled to the cent, once, however often and however late the clock comes by."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from auction.audit.tables import Entry
from auction.kernel.world import World
from auction.ledger import store as ledger
from auction.ledger.tables import Transfer
from auction.payments import jobs as payments_jobs
from auction.payments import store as payments_store
from auction.payments.by_hand import store as by_hand
from auction.payments.payout import PayoutKind, PayoutState
from auction.payments.received import RequestPurpose
from auction.payments.tables import PaperMovement, Payout
from auction.rounds import service as rounds
from auction.rounds.tables import Round
from auction.settlement import jobs, service
from auction.settlement.late import store as late
from auction.settlement.overview import store as overview
from auction.settlement.statement import Clock
from tests.support import cases, money
from tests.support.money import PaidBidder
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

PRICE = cny(744_000)
DEPOSIT = cny(71_400)
BALANCE = cny(672_600)
NAMES = ("王伟", "Li Na", "Zhang Min", "欧阳·娜娜")


@pytest.fixture
def sold(world: World) -> tuple[World, str, str, list[PaidBidder]]:
    """Give a round sold at 744,000 to the first of four bidders, before any job ran."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    bidders = money.enrol_paid(world, round_id, NAMES)
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=bidders[0], price=PRICE)
    return world, round_id, case_id, bidders


def rows(world: World, table: type) -> int:
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(table)) or 0


def entries(world: World, kind: str) -> int:
    with world.database.reading() as tx:
        return tx.scalar(select(func.count()).select_from(Entry).where(Entry.kind == kind)) or 0


def pay_balance(world: World, round_id: str, amount=BALANCE, payer: str = NAMES[0]) -> str:
    reference = money.reference_of(world, RequestPurpose.BALANCE, round_id)
    return money.bank_says(world, reference, amount, payer)


def last_return(world: World, round_id: str) -> str:
    with world.database.reading() as tx:
        request = payments_store.request_for(tx, RequestPurpose.BALANCE, round_id)
        return payments_store.returns_of(tx, request.id)[0].reason


def test_a_buyer_is_asked_although_the_date_passed_first(sold):
    world, round_id, _, _ = sold
    world.clock.set(make_terms().balance_due_at)

    assert [jobs.mark_overdue(world), jobs.ask_balances(world), jobs.ask_balances(world)] == [1, 1, 0]

    assert money.state_of(world, round_id) == "OVERDUE"
    assert money.reference_of(world, RequestPurpose.BALANCE, round_id)


def test_a_sale_is_settled_from_the_hammer_to_the_case_account(sold):
    world, round_id, case_id, bidders = sold

    money.run_money_jobs(world)

    assert money.held(world, f"case:{case_id}") == DEPOSIT.minor
    assert [money.held(world, f"deposit:{each.enrolment_id}") for each in bidders] == [0, 0, 0, 0]
    assert money.state_of(world, round_id) == "SOLD"

    pay_balance(world, round_id)
    money.run_money_jobs(world)
    money.run_money_jobs(world)

    assert money.held(world, f"case:{case_id}") == PRICE.minor
    assert money.held(world, f"balance:{round_id}") == 0
    assert money.held(world, "gateway:paper") == 0
    assert money.held(world, f"casebank:{case_id}") == -PRICE.minor
    assert money.state_of(world, round_id) == "SETTLED"
    assert entries(world, "refund.posted") == 3
    assert entries(world, "settlement.posted") == 2


def test_only_the_losers_are_refunded_within_a_day_of_the_extended_end(sold):
    world, _, _, bidders = sold

    money.run_money_jobs(world)

    with world.database.reading() as tx:
        payouts = list(tx.scalars(select(Payout).where(Payout.kind == "REFUND")))
    losers = {f"deposit-out:{each.enrolment_id}" for each in bidders[1:]}
    assert {payout.transfer_id for payout in payouts} == losers
    assert {payout.due_at for payout in payouts} == {CLOSES_AT + timedelta(hours=24)}


def test_an_unsold_round_gives_everybody_the_deposit_back(world: World):
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        round_id = make_round(tx)
    bidders = money.enrol_paid(world, round_id, NAMES[:2])
    money.end_round(world, round_id, buyer=None)

    money.run_money_jobs(world)

    assert money.held(world, "gateway:paper") == -2 * DEPOSIT.minor
    assert [money.held(world, f"deposit:{each.enrolment_id}") for each in bidders] == [0, 0]
    assert rows(world, PaperMovement) == 0
    money.run_money_jobs(world)
    assert rows(world, PaperMovement) == 2


def test_a_withdrawn_round_gives_everybody_the_deposit_back_from_the_withdrawal_on(world: World):
    world.clock.set(CLOSES_AT - timedelta(days=3))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, case_id=case_id, court_id=court_id)
    money.enrol_paid(world, round_id, NAMES[:1])
    withdrawn_at = world.clock.now()
    with world.database.transaction() as tx:
        refused = rounds.withdraw(
            tx,
            round_id=round_id,
            court_id=court_id,
            reason="the debt is paid",
            legal_basis="L3 §17",
            actor="j1",
            at=withdrawn_at,
        )
    assert refused is None

    world.clock.advance(hours=1)
    money.run_money_jobs(world)

    with world.database.reading() as tx:
        payout = tx.scalars(select(Payout)).one()
    assert payout.due_at == withdrawn_at + timedelta(hours=24)


def test_jobs_that_run_twice_or_a_week_late_do_the_same(sold):
    world, round_id, case_id, _ = sold

    world.clock.advance(days=7)
    for _ in range(3):
        money.run_money_jobs(world)
    jobs.ask_balances(world)
    pay_balance(world, round_id)
    for _ in range(3):
        money.run_money_jobs(world)

    assert money.held(world, f"case:{case_id}") == PRICE.minor
    assert rows(world, PaperMovement) == rows(world, Payout) == 5
    assert money.state_of(world, round_id) == "SETTLED"


def test_a_refund_sent_late_stays_a_breach_on_the_finance_page(sold):
    world, *_ = sold
    world.clock.advance(hours=25)
    jobs.settle_closed_rounds(world)
    with world.database.reading() as tx:
        court_id = tx.scalars(select(Transfer.court_id).limit(1)).one()

    def clocks() -> set[Clock]:
        with world.database.reading() as tx:
            page = service.finance_page(tx, court_id=court_id, currency="CNY", limit=50)
        assert page.sums.agree
        return {line.clock(world.clock.now()) for line in page.payouts}

    assert clocks() == {Clock.LATE}
    payments_jobs.pay_out(world)
    assert clocks() == {Clock.SENT_LATE}


def test_a_crash_between_the_transfer_and_the_payout_loses_nothing(sold):
    world, _, case_id, _ = sold

    jobs.settle_closed_rounds(world)
    assert rows(world, PaperMovement) == 0
    money.run_money_jobs(world)

    assert rows(world, PaperMovement) == 4
    assert money.held(world, f"case:{case_id}") == DEPOSIT.minor


def test_a_transaction_that_dies_while_settling_leaves_no_half(sold):
    world, _, case_id, _ = sold

    class PowerFailure(Exception):
        pass

    with pytest.raises(PowerFailure), world.database.transaction() as tx:
        assert service.settle_closed_rounds(tx, limit=10, at=world.clock.now()) == 4
        raise PowerFailure

    assert money.held(world, f"case:{case_id}") == 0
    assert rows(world, Payout) == 0
    assert jobs.settle_closed_rounds(world) == 4


def test_clocks_that_race_settle_everything_once(sold):
    world, round_id, case_id, _ = sold
    jobs.ask_balances(world)
    pay_balance(world, round_id)
    racing = (
        payments_jobs.take_in,
        jobs.settle_closed_rounds,
        jobs.settle_balances,
        payments_jobs.pay_out,
        jobs.settle_paid_rounds,
    )

    for job in (*racing, *racing):
        with ThreadPoolExecutor(4) as clocks:
            list(clocks.map(lambda _, job=job: job(world), range(4)))

    assert money.held(world, f"case:{case_id}") == PRICE.minor
    assert rows(world, PaperMovement) == rows(world, Payout) == 5
    assert entries(world, "refund.posted") == 3
    assert money.state_of(world, round_id) == "SETTLED"


def test_a_bounded_tick_leaves_the_rest_for_the_next(sold):
    world, _, _, _ = sold

    counts = []
    for _ in range(3):
        with world.database.transaction() as tx:
            counts.append(service.settle_closed_rounds(tx, limit=3, at=world.clock.now()))

    assert counts == [3, 1, 0]


def test_a_wrong_balance_goes_back_with_its_reason_and_the_right_one_may_follow(sold):
    world, round_id, case_id, _ = sold
    money.run_money_jobs(world)

    for yuan, payer, reason in (
        (672_599, NAMES[0], "payment_of_other_amount"),
        (672_601, NAMES[0], "payment_of_other_amount"),
        (744_000, NAMES[0], "payment_of_other_amount"),
        (672_600, "王维", "payment_under_other_name"),
        (672_600, "", "payment_under_other_name"),
    ):
        world.clock.advance(seconds=1)
        payment_id = pay_balance(world, round_id, cny(yuan), payer)
        money.run_money_jobs(world)

        assert last_return(world, round_id) == reason
        assert money.held(world, f"unmatched:{payment_id}") == 0
        assert money.held(world, f"case:{case_id}") == DEPOSIT.minor
        assert money.state_of(world, round_id) == "SOLD"

    pay_balance(world, round_id)
    money.run_money_jobs(world)

    assert money.held(world, f"case:{case_id}") == PRICE.minor
    assert money.state_of(world, round_id) == "PAID"


def test_a_balance_paid_twice_is_taken_once(sold):
    world, round_id, case_id, _ = sold
    money.run_money_jobs(world)

    pay_balance(world, round_id)
    pay_balance(world, round_id)
    money.run_money_jobs(world)
    money.run_money_jobs(world)

    assert money.held(world, f"case:{case_id}") == PRICE.minor
    assert last_return(world, round_id) == "payment_already_made"
    assert money.held(world, "gateway:paper") == 0
    assert money.held(world, f"casebank:{case_id}") == -PRICE.minor


def test_a_balance_in_time_is_never_overdue_because_we_were_slow_to_read_it(sold):
    world, round_id, _, _ = sold
    money.run_money_jobs(world)
    world.clock.set(make_terms().balance_due_at - timedelta(microseconds=1))
    pay_balance(world, round_id)
    world.clock.advance(hours=1)

    assert jobs.mark_overdue(world) == 0
    payments_jobs.take_in(world)
    assert jobs.mark_overdue(world) == 0
    jobs.settle_balances(world)
    assert jobs.mark_overdue(world) == 0
    assert money.state_of(world, round_id) == "PAID"


def test_an_overdue_round_sends_late_money_back_for_the_court_to_decide(sold):
    world, round_id, case_id, _ = sold
    money.run_money_jobs(world)
    world.clock.set(make_terms().balance_due_at)
    money.run_money_jobs(world)
    assert money.state_of(world, round_id) == "OVERDUE"

    # due at 24:00; what comes at 24:00 exactly is late already.
    pay_balance(world, round_id)
    money.run_money_jobs(world)

    assert last_return(world, round_id) == "payment_too_late"
    assert money.state_of(world, round_id) == "OVERDUE"
    assert money.held(world, f"case:{case_id}") == DEPOSIT.minor


def test_a_case_without_an_account_gets_its_money_when_the_court_names_one(world: World):
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, case_id=case_id, court_id=court_id)
        from auction.cases.tables import CaseAccount

        tx.delete(tx.get(CaseAccount, case_id))
    bidders = money.enrol_paid(world, round_id, NAMES[:1])
    money.end_round(world, round_id, buyer=bidders[0], price=PRICE)

    money.run_money_jobs(world)
    money.run_money_jobs(world)
    assert rows(world, PaperMovement) == 0

    with world.database.transaction() as tx:
        cases.make_account_of_case(tx, case_id=case_id, court_id=court_id)
    money.run_money_jobs(world)
    with world.database.reading() as tx:
        assert tx.scalars(select(PaperMovement.destination)).one().startswith("account:6228")


def test_the_transfers_of_a_round_tell_its_whole_story(sold):
    world, round_id, _, _ = sold
    money.run_money_jobs(world)
    pay_balance(world, round_id)
    money.run_money_jobs(world)

    with world.database.reading() as tx:
        told = [transfer.purpose.value for transfer in ledger.transfers_of(tx, round_id=round_id)]

    assert sorted(told) == sorted(
        ["DEPOSIT_PAID"] * 4
        + ["DEPOSIT_RETURNED"] * 3
        + ["DEPOSIT_APPLIED", "BALANCE_PAID", "BALANCE_APPLIED"]
        + ["REFUND_SENT"] * 3
        + ["CASE_CREDIT_SENT"]
    )


@pytest.mark.parametrize(("reason", "state"), [("dispute_lost", "SETTLED"), ("dispute_partly_lost", "PAID")])
def test_a_deposit_of_which_nothing_is_left_keeps_no_round_open_and_one_with_a_rest_does(
    sold, reason: str, state: str
):
    world, round_id, _, _ = sold
    jobs.settle_closed_rounds(world)
    with world.database.transaction() as tx:
        refund = select(Payout.transfer_id).where(Payout.kind == PayoutKind.REFUND.value).limit(1)
        lost = update(Payout).where(Payout.transfer_id == tx.scalar(refund))
        tx.execute(lost.values(state=PayoutState.REFUSED.value, reason=reason))

    jobs.ask_balances(world)
    pay_balance(world, round_id)
    for _ in range(3):
        money.run_money_jobs(world)

    assert money.state_of(world, round_id) == state
    with world.database.reading() as tx:
        court_id = tx.scalar(select(Round.court_id).where(Round.id == round_id))
        waiting = late.waiting(tx, at=CLOSES_AT + timedelta(days=2), court_id=court_id)
        assert len(waiting) == len(by_hand.stuck(tx, court_id)) == (state == "PAID")
        assert sum(each.count for each in overview.payouts(tx, court_id, at=CLOSES_AT)) == (state == "PAID")


def test_a_creditor_without_a_deposit_buys_and_pays_the_whole_price_as_the_balance(world: World):
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    buyer = money.enrol_without_deposit(world, round_id, NAMES[0])
    loser = money.enrol_paid(world, round_id, NAMES[1:2])[0]
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=PRICE)
    money.run_money_jobs(world)

    assert money.held(world, f"case:{case_id}") == 0
    assert money.held(world, f"deposit:{loser.enrolment_id}") == 0
    pay_balance(world, round_id, amount=PRICE)
    money.run_money_jobs(world)
    money.run_money_jobs(world)

    assert money.held(world, f"case:{case_id}") == PRICE.minor
    assert money.state_of(world, round_id) == "SETTLED"
    with world.database.reading() as tx:
        page = service.balance_page(tx, round_id=round_id, account_id=buyer.account_id)
    assert (page.deposit, page.balance) == (cny(0), PRICE)
