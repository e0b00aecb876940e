"""The ledger posts each act once, sums to zero at every step, and never changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger import accounts, store
from auction.ledger.transfer import Purpose, Sale, Transfer

AT = datetime(2026, 4, 1, tzinfo=UTC)
OUTSIDE = accounts.payments("CNY")
SALE = Sale("c1", "k1", "l1", "r1")


def make_transfer(purpose: Purpose, subject: str, minor: int, *, case_id: str = "k1") -> Transfer:
    """Make the one transfer of a purpose for a subject."""
    deposit, balance = accounts.deposit(subject), accounts.balance(subject)
    case, unmatched = accounts.case(case_id), accounts.unmatched(subject)
    debit, credit = {
        Purpose.DEPOSIT_PAID: (OUTSIDE, deposit),
        Purpose.DEPOSIT_RETURNED: (deposit, OUTSIDE),
        Purpose.DEPOSIT_APPLIED: (deposit, case),
        Purpose.BALANCE_PAID: (OUTSIDE, balance),
        Purpose.BALANCE_APPLIED: (balance, case),
        Purpose.UNMATCHED_PAID: (OUTSIDE, unmatched),
        Purpose.UNMATCHED_RETURNED: (unmatched, OUTSIDE),
    }[purpose]
    return Transfer(f"{purpose}:{subject}", debit, credit, Money(minor, "CNY"), purpose, AT, SALE)


def post(world: World, *transfers: Transfer) -> int:
    with world.database.transaction() as tx:
        return len(store.post(tx, transfers))


def test_a_transfer_moves_its_amount_and_is_found_again(world: World):
    paid = make_transfer(Purpose.DEPOSIT_PAID, "e1", 7_140_000)

    assert post(world, paid) == 1

    with world.database.reading() as tx:
        assert store.balance(tx, "deposit:e1", "CNY") == Money(7_140_000, "CNY")
        assert store.balance(tx, "payments:CNY", "CNY") == Money(-7_140_000, "CNY")
        assert store.balance(tx, "case:never", "CNY") == Money(0, "CNY")
        assert store.transfers_of(tx, round_id="r1") == [paid]
        assert store.total(tx, "CNY") == Money(0, "CNY")


def test_the_same_act_is_posted_once_however_often_it_is_tried(world: World):
    paid = make_transfer(Purpose.DEPOSIT_PAID, "e1", 100)
    later = replace(paid, posted_at=AT + timedelta(days=2))

    assert [post(world, paid), post(world, paid), post(world, later)] == [1, 0, 0]

    with world.database.reading() as tx:
        assert store.balance(tx, "deposit:e1", "CNY").minor == 100
        assert store.transfers_by_id(tx, [paid.id]) == [paid]


def test_another_act_under_a_used_id_stops_the_transaction(world: World):
    paid = make_transfer(Purpose.DEPOSIT_PAID, "e1", 100)
    other = replace(paid, amount=Money(101, "CNY"))
    post(world, paid)

    with pytest.raises(AssertionError, match="another act"):
        post(world, make_transfer(Purpose.DEPOSIT_PAID, "e2", 5), other)

    with world.database.reading() as tx:
        assert store.balance(tx, "deposit:e2", "CNY").minor == 0


@pytest.mark.parametrize("statement", ["UPDATE transfers SET amount_minor = 1", "DELETE FROM transfers"])
def test_what_is_posted_is_never_changed(world: World, statement: str):
    post(world, make_transfer(Purpose.DEPOSIT_PAID, "e1", 100))

    with pytest.raises(DBAPIError, match="never changed"), world.database.transaction() as tx:
        tx.execute(text(statement))


def test_the_database_refuses_an_account_for_a_commission(world: World):
    statement = text("INSERT INTO ledger_accounts (id, kind, currency) VALUES (:id, :kind, 'CNY')")
    for account_id, kind in (
        ("commission:platform", "COMMISSION"),
        ("commission:platform", "CASE"),
        ("case:k1", "DEPOSIT"),
        ("fees", "PAYMENTS"),
    ):
        with pytest.raises(IntegrityError), world.database.transaction() as tx:
            tx.execute(statement, {"id": account_id, "kind": kind})


COULD_NOT_BE: tuple[dict[str, object], ...] = (
    {"amount_minor": 0},
    {"amount_minor": -5},
    {"credit_account": "payments:CNY"},
    {"purpose": "COMMISSION"},
    {"purpose": "BALANCE_PAID"},
    {"debit_account": "deposit:e1", "credit_account": "case:k1"},
    {"currency": "EUR"},
    {"credit_account": "deposit:nobody"},
    # Money enters a deposit once.
    {"id": "t2"},
)


def test_the_database_refuses_a_transfer_that_could_not_be(world: World):
    post(world, make_transfer(Purpose.DEPOSIT_PAID, "e1", 100))
    right = {
        "id": "t1",
        "debit_account": "payments:CNY",
        "credit_account": "deposit:e1",
        "amount_minor": 100,
        "currency": "CNY",
        "purpose": "DEPOSIT_PAID",
        "posted_at": "2026-04-01 00:00:00",
    }
    names, values = ", ".join(right), ", ".join(f":{name}" for name in right)
    statement = text(f"INSERT INTO transfers ({names}) VALUES ({values})")

    for changed in COULD_NOT_BE:
        with pytest.raises(IntegrityError), world.database.transaction() as tx:
            tx.execute(statement, {**right, **changed})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Purpose.DEPOSIT_RETURNED, Purpose.DEPOSIT_APPLIED),
        (Purpose.DEPOSIT_APPLIED, Purpose.DEPOSIT_RETURNED),
    ],
)
def test_the_database_lets_a_deposit_leave_once(world: World, first: Purpose, second: Purpose):
    post(world, make_transfer(Purpose.DEPOSIT_PAID, "e1", 100), make_transfer(first, "e1", 100))

    with pytest.raises(IntegrityError):
        post(world, make_transfer(second, "e1", 100))


@pytest.mark.parametrize(
    ("paid", "leaving"),
    [
        (Purpose.DEPOSIT_PAID, Purpose.DEPOSIT_RETURNED),
        (Purpose.DEPOSIT_PAID, Purpose.DEPOSIT_APPLIED),
        (Purpose.BALANCE_PAID, Purpose.BALANCE_APPLIED),
        (Purpose.UNMATCHED_PAID, Purpose.UNMATCHED_RETURNED),
    ],
)
def test_the_database_lets_leave_only_what_came_and_only_whole(world: World, paid: Purpose, leaving: Purpose):
    post(world, make_transfer(paid, "e1", 100))

    for subject, minor in (("e1", 99), ("e1", 101), ("e2", 100)):
        with pytest.raises(DBAPIError, match="came into it whole"):
            post(world, make_transfer(leaving, subject, minor))

    post(world, make_transfer(paid, "e2", 5), make_transfer(leaving, "e2", 5))
    assert post(world, make_transfer(leaving, "e1", 100)) == 1


AMOUNTS = st.integers(min_value=1, max_value=10**15)
ENDS = {
    Purpose.DEPOSIT_PAID: (Purpose.DEPOSIT_RETURNED, Purpose.DEPOSIT_APPLIED),
    Purpose.BALANCE_PAID: (Purpose.BALANCE_APPLIED,),
    Purpose.UNMATCHED_PAID: (Purpose.UNMATCHED_RETURNED,),
}


@st.composite
def acts(draw: st.DrawFn) -> list[Transfer]:
    """Draw payments that come in and perhaps leave again, each act tried once or twice."""
    drawn: list[Transfer] = []
    for number in range(draw(st.integers(1, 6))):
        way_in = draw(st.sampled_from(sorted(ENDS)))
        minor, subject = draw(AMOUNTS), f"s{number}"
        drawn.append(make_transfer(way_in, subject, minor))
        if draw(st.booleans()):
            case_id = draw(st.sampled_from(["k1", "k2"]))
            drawn.append(make_transfer(draw(st.sampled_from(ENDS[way_in])), subject, minor, case_id=case_id))
    return [act for act in drawn for _ in range(draw(st.integers(1, 2)))]


@given(acts())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_ledger_sums_to_zero_at_every_step(world: World, drawn: list[Transfer]):
    with world.database.reading() as tx:
        for act in drawn:
            store.post(tx, [act])
            held = store.balances(tx, "CNY")
            assert store.total(tx, "CNY").minor == 0
            assert all(amount.minor >= 0 for name, amount in held.items() if name != OUTSIDE.id)
            assert held[act.credit.id] == store.balance(tx, act.credit.id, "CNY")
        tx.rollback()
