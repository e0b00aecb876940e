"""Two who would spend the same money at once: one does, the other waits and is refused."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.exc import IntegrityError

from auction.kernel.database import Database
from auction.kernel.world import World
from auction.ledger import accounts, store
from auction.ledger.transfer import Purpose, Transfer
from tests.auction.ledger.test_store import AT, SALE, make_transfer, post
from tests.support.rounds import cny

WAIT_S_MAX = 20.0
NAMES = ("e1", "e2", "e3")


class Spender(threading.Thread):
    """Posts transfers in a transaction of its own, and keeps what became of it."""

    def __init__(self, database: Database, transfers: Sequence[Transfer]) -> None:
        super().__init__(daemon=True)
        self._database, self._transfers = database, transfers
        self.refusal = ""

    def run(self) -> None:
        try:
            with self._database.transaction() as tx:
                store.post(tx, self._transfers)
        except IntegrityError as error:
            self.refusal = str(error.orig)


def returned(name: str) -> Transfer:
    return make_transfer(Purpose.DEPOSIT_RETURNED, name, 100)


def applied(name: str) -> Transfer:
    """Make what spends the same deposit for something else, under another id."""
    held, case = accounts.deposit(name, "CNY"), accounts.case("k1", "CNY")
    return Transfer(f"applied:{name}", held, case, cny(1), Purpose.DEPOSIT_APPLIED, AT, SALE)


def test_of_two_who_spend_the_same_money_at_once_one_is_refused(world: World) -> None:
    post(world, *(make_transfer(Purpose.DEPOSIT_PAID, name, 100) for name in NAMES))
    # In another order, so that nothing but the order of the accounts keeps them from a deadly embrace.
    second = Spender(world.database, [applied(name) for name in reversed(NAMES)])

    with world.database.transaction() as tx:
        store.post(tx, [returned(name) for name in NAMES])
        second.start()
        second.join(0.3)
        assert second.is_alive(), "the second waits for what the first does"
    second.join(WAIT_S_MAX)

    assert "nothing leaves an account" in second.refusal
    with world.database.reading() as tx:
        assert store.balance(tx, "case:k1:CNY").minor == 0
        assert [store.balance(tx, f"payable:{name}:CNY").minor for name in NAMES] == [100] * 3


def test_what_the_first_gives_up_the_second_may_spend(world: World) -> None:
    post(world, make_transfer(Purpose.DEPOSIT_PAID, "e1", 100))
    second = Spender(world.database, [replace(returned("e1"), id="again")])

    with world.database.transaction() as tx:
        store.post(tx, [returned("e1")])
        second.start()
        second.join(0.3)
        assert second.is_alive(), "the second waits for what the first does"
        tx.rollback()
    second.join(WAIT_S_MAX)

    assert second.refusal == ""
    with world.database.reading() as tx:
        assert [moved.id for moved in store.transfers_of(tx, round_id="r1")] == [
            "DEPOSIT_PAID:e1:CNY",
            "again",
        ]
