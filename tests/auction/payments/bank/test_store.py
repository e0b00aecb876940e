"""Accounts stay as versions, orders are kept once, and an order is in one file."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError, IntegrityError

from auction.kernel.ids import new_id
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.bank import store
from auction.payments.bank.account import AccountVersion, CourtAccount
from auction.payments.bank.order import Order, OrderState, end_to_end_of
from auction.payments.bank.statement import Party
from auction.payments.bank.store import FileLine
from auction.payments.bank.tables import BankAccount, BankNumber
from tests.support.bank import ACCOUNT, name_account
from tests.support.cases import make_court


def order(court_id: str, key: str, minor: int = 500) -> Order:
    return Order(key, end_to_end_of(key), court_id, "REFUND", Money(minor, "CNY"), Party("Li", "123456"), key)


@pytest.fixture
def court_id(world: World) -> str:
    with world.database.transaction() as tx:
        return make_court(tx)


def test_the_latest_account_is_in_force_and_the_earlier_ones_stay(world: World, court_id: str) -> None:
    first = name_account(world, court_id)
    world.clock.advance(days=1)
    second = name_account(world, court_id, number="DE89370400440532013000", stripe_account="acct_123456")

    with world.database.reading() as tx:
        assert store.account_of(tx, court_id) == second
        assert store.versions(tx, court_id, limit=9) == [second, first]
        assert store.stripe_account_of(tx, court_id) == "acct_123456"
        assert (store.account_of(tx, "another"), store.stripe_account_of(tx, "another")) == (None, "")


def test_no_account_is_ever_changed(world: World, court_id: str) -> None:
    name_account(world, court_id)

    with pytest.raises(DBAPIError, match="never change"), world.database.transaction() as tx:
        tx.query(BankAccount).update({"number": "1"})


def test_an_account_number_is_of_the_court_that_named_it_first(world: World, court_id: str) -> None:
    name_account(world, court_id)
    with world.database.transaction() as tx:
        west = make_court(tx, name="West")
        assert store.claim_number(tx, ACCOUNT, west) == store.claim_number(tx, ACCOUNT, court_id) == court_id
        assert store.court_of_number(tx, ACCOUNT) == court_id
        assert store.court_of_number(tx, "1" * 19) is None

    theirs = AccountVersion(new_id(), west, CourtAccount("W", ACCOUNT, "B", "C", "CNY"), world.clock.now())
    with pytest.raises(DBAPIError, match="of one court"), world.database.transaction() as tx:
        store.add_account(tx, theirs)
    with pytest.raises(IntegrityError), world.database.transaction() as tx:
        tx.execute(insert(BankNumber).values(number=ACCOUNT, court_id=west))


def test_an_order_is_kept_once_and_is_in_one_file(world: World, court_id: str) -> None:
    version, at = name_account(world, court_id), world.clock.now()
    with world.database.transaction() as tx:
        assert store.add_order(tx, order(court_id, "a"), sealed_creditor=b"s", at=at)
        assert not store.add_order(tx, order(court_id, "a", 7), sealed_creditor=b"t", at=at)
        store.add_order(tx, order(court_id, "b"), sealed_creditor=b"s", at=at + timedelta(seconds=1))
        assert store.courts_with_waiting(tx, before=at, limit=5) == [court_id]
        assert store.courts_with_waiting(tx, before=at - timedelta(microseconds=1), limit=5) == []
        assert store.waiting_sum(tx, court_id) == {"CNY": (2, 1_000)}
        line = FileLine("f1", "d" * 64, 1, Money(500, "CNY"), at)
        assert store.filed_count(tx, court_id) == 0
        store.add_file(tx, line, court_id=court_id, account_id=version.id, sealed_body=b"x", keys=["a"])
        assert (store.filed_count(tx, court_id), store.filed_count(tx, "another")) == (1, 0)

    with world.database.transaction() as tx:
        kept = store.order(tx, "a")
        assert kept is not None
        assert (kept.order.state, kept.order.amount.minor, kept.sealed_creditor) == (
            OrderState.FILED,
            500,
            b"s",
        )
        waiting = store.waiting_orders(tx, court_id, "CNY", limit=9)
        assert [each.order.key for each in waiting] == ["b"]
        assert store.waiting_orders(tx, court_id, "EUR", limit=9) == []
        assert store.files(tx, court_id, limit=9) == [line]
        assert (store.file_body(tx, court_id, "f1"), store.file_body(tx, "another", "f1")) == (b"x", None)


def test_a_file_tells_what_became_of_its_orders(world: World, court_id: str) -> None:
    version, at = name_account(world, court_id), world.clock.now()
    with world.database.transaction() as tx:
        for key in "abc":
            store.add_order(tx, order(court_id, key), sealed_creditor=b"s", at=at)
        line = FileLine("f1", "d" * 64, 3, Money(1_500, "CNY"), at)
        store.add_file(
            tx, line, court_id=court_id, account_id=version.id, sealed_body=b"x", keys=["a", "b", "c"]
        )
        keys = {order(court_id, key).end_to_end for key in "ab"}
        found = store.orders_by_end_to_end(tx, court_id, keys)
        moved = [
            replace(each, state=state, receipt="r", moved_at=at)
            for each, state in zip(found.values(), (OrderState.SENT, OrderState.REFUSED), strict=True)
        ]
        store.move_orders(tx, moved)
        assert store.orders_by_end_to_end(tx, "another", keys) == {}

    with world.database.reading() as tx:
        assert store.files(tx, court_id, limit=9) == [replace(line, sent=1, refused=1)]
        assert store.filed_count(tx, court_id) == 1


def test_what_left_is_in_a_file(world: World, court_id: str) -> None:
    with pytest.raises(IntegrityError, match="what_left_is_in_a_file"), world.database.transaction() as tx:
        store.add_order(tx, order(court_id, "a"), sealed_creditor=b"s", at=world.clock.now())
        store.move_orders(tx, [replace(order(court_id, "a"), state=OrderState.SENT)])
