"""A creditor who buys pays less, once, by two people; the case gets exactly the price all the same."""

from __future__ import annotations

from datetime import timedelta

import pytest

from auction.approvals import service as approvals
from auction.approvals import store as proposals
from auction.approvals.proposal import Subject
from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments import store as payments_store
from auction.payments.received import RequestPurpose, RequestState
from auction.rounds import store as rounds_store
from auction.settlement.set_off import acts, store
from tests.support import cases, money
from tests.support.rounds import CLOSES_AT, cny, make_round, make_terms

PRICE = cny(744_000)
(ACT,) = acts.ACTS


def make_bought(world: World) -> str:
    """Make a round that an enforcing creditor bought without a deposit, after the hammer's jobs ran."""
    world.clock.set(CLOSES_AT - timedelta(hours=2))
    with world.database.transaction() as tx:
        court_id = cases.make_court(tx)
        case_id = cases.make_case(tx, court_id=court_id)
        round_id = make_round(tx, terms=make_terms(), case_id=case_id, court_id=court_id)
    buyer = money.enrol_without_deposit(world, round_id, "Ann Li")
    world.clock.set(CLOSES_AT)
    money.end_round(world, round_id, buyer=buyer, price=PRICE)
    money.run_money_jobs(world)
    return round_id


@pytest.fixture
def bought(world: World) -> str:
    """Give such a round on both databases."""
    return make_bought(world)


@pytest.fixture
def sqlite_bought(sqlite_world: World) -> str:
    """Give such a round on SQLite alone, for what no database changes."""
    return make_bought(sqlite_world)


def subject_of(world: World, round_id: str) -> Subject:
    with world.database.reading() as tx:
        board = rounds_store.read_board(tx, round_id)
    return Subject(board.court_id, board.case_id, board.lot_id, round_id)


def admit(world: World, round_id: str, amount: Money) -> list[str]:
    """Let one person propose and another approve; return why not."""
    subject, at, proposal_id = subject_of(world, round_id), world.clock.now(), new_id()
    content = {"key": "", "amount_minor": str(amount.minor), "currency": "CNY", "document": "Plan 7"}
    with world.database.transaction() as tx:
        if refusals := ACT.check(tx, subject, content, at):
            return [refusal.reason for refusal in refusals]
        proposed = {"proposal_id": proposal_id, "act": ACT.name, "subject": subject, "content": content}
        assert approvals.propose(tx, **proposed, by="clerk", at=at) is None
        read = proposals.proposal(tx, proposal_id, subject.court_id).content_hash
        approved = {"proposal_id": proposal_id, "court_id": subject.court_id, "hash_read": read}
        refusals = approvals.approve(tx, act=ACT, **approved, by="judge", at=at)
    return [refusal.reason for refusal in refusals]


def request_of(world: World, round_id: str) -> tuple[Money, RequestState]:
    with world.database.reading() as tx:
        request = payments_store.request_for(tx, RequestPurpose.BALANCE, round_id)
    return request.amount, request.state


def pay(world: World, round_id: str, amount: Money) -> None:
    reference = money.reference_of(world, RequestPurpose.BALANCE, round_id)
    money.bank_says(world, reference, amount, "Ann Li")
    for _ in range(3):
        money.run_money_jobs(world)


def test_what_is_set_off_need_not_be_paid_and_the_case_gets_exactly_the_price(world, bought):
    round_id = bought
    case = f"case:{subject_of(world, round_id).case_id}"

    assert admit(world, round_id, cny(300_000)) == []
    assert request_of(world, round_id) == (cny(444_000), RequestState.OPEN)
    assert money.state_of(world, round_id) == "SOLD"

    pay(world, round_id, cny(444_000))

    assert money.held(world, case) == PRICE.minor
    assert money.held(world, f"setoff:{round_id}") == -cny(300_000).minor
    assert money.state_of(world, round_id) in ("PAID", "SETTLED")


def test_where_all_is_set_off_nothing_is_asked_and_the_round_is_paid(sqlite_world, sqlite_bought):
    world, round_id = sqlite_world, sqlite_bought

    assert admit(world, round_id, PRICE) == []

    assert money.state_of(world, round_id) == "PAID"
    assert request_of(world, round_id)[1] is RequestState.ACCEPTED
    money.run_money_jobs(world)
    assert money.state_of(world, round_id) == "SETTLED"
    # Who pays all the same gets it back.
    pay(world, round_id, PRICE)
    assert money.held(world, f"balance:{round_id}") == 0
    assert money.held(world, "gateway:paper") == 0


def test_it_is_done_once_and_by_the_own_court(sqlite_world, sqlite_bought):
    assert admit(sqlite_world, sqlite_bought, cny(1)) == []
    assert admit(sqlite_world, sqlite_bought, cny(1)) == ["set_off_admitted_already"]
    with sqlite_world.database.reading() as tx:
        assert store.purchase(tx, sqlite_bought, court_id="another") is None


def test_before_the_balance_is_asked_for_nothing_is_set_off(sqlite_world, sqlite_bought):
    with sqlite_world.database.transaction() as tx:
        tx.connection().exec_driver_sql("DELETE FROM payment_requests WHERE purpose = 'BALANCE'")

    assert admit(sqlite_world, sqlite_bought, cny(1)) == ["set_off_money_under_way"]
