"""Statements and lines are kept once, are never changed, and are of one court."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.ledger.transfer import bank_arrival_id, bank_payout_id
from auction.payments import service as payments
from auction.payments.bank.placing import OnItsWay, Place
from auction.payments.bank.statement import Statement
from auction.payments.bank.statements import store
from auction.payments.bank.statements.chain import Before
from auction.payments.bank.statements.file import TakenStatement
from auction.payments.bank.statements.store import KeptRow
from auction.payments.bank.tables import BankLine
from auction.payments.fact import MovedState, PaidToBank
from auction.people.vault import vault_of
from tests.support.bank import ACCOUNT, name_account
from tests.support.cases import make_court
from tests.support.people import make_staff
from tests.support.queries import plans


@dataclass(frozen=True)
class Kept:
    """A court with one statement of two lines."""

    court_id: str
    version_id: str
    by: str
    taken: TakenStatement
    rows: list[KeptRow]

    def add(self, tx: Session, **told: int) -> bool:
        taken = replace(self.taken, **told)
        return store.add_statement(
            tx, taken, court_id=self.court_id, account_id=self.version_id, digest="d" * 64, by=self.by
        )


@pytest.fixture
def kept(world: World) -> Kept:
    with world.database.transaction() as tx:
        court_id = make_court(tx)
        by = make_staff(world, tx, Role.FINANCE, court_id=court_id)
    version, at = name_account(world, court_id), world.clock.now()
    sums = [Money(minor, "CNY") for minor in (100, 600, 90)]
    taken = TakenStatement(
        "s1", "N-1", sums[0], sums[1], date(2026, 2, 28), 2, lines_known=1, gap=sums[2], taken_at=at
    )
    rows = [
        KeptRow(
            f"l{i}",
            "s1",
            court_id,
            i,
            str(i),
            place,
            "",
            Money(minor, "CNY"),
            at + timedelta(hours=i),
            "",
            b"s",
        )
        for i, (place, minor) in enumerate([(Place.PAYMENT, 505), (Place.FEE, -5)], 1)
    ]
    kept = Kept(court_id, version.id, by, taken, rows)
    with world.database.transaction() as tx:
        assert kept.add(tx)
        store.add_lines(tx, rows)
        store.add_lines(tx, [])
    return kept


def test_a_statement_is_kept_once_and_is_of_one_court(world: World, kept: Kept) -> None:
    with world.database.transaction() as tx:
        assert not kept.add(tx, lines_new=7)
        assert store.statements(tx, kept.court_id, limit=5) == [kept.taken]
        assert store.statement(tx, kept.court_id, "s1") == kept.taken
        assert (store.statement(tx, "another", "s1"), store.statements(tx, "another", limit=5)) == (None, [])


def test_lines_are_read_in_their_order(world: World, kept: Kept) -> None:
    rows = kept.rows
    with world.database.reading() as tx:
        assert store.known_lines(tx, ["l1", "l2", "l3"]) == {"l1", "l2"}
        assert store.lines_of(tx, "s1", after=0, limit=5) == rows
        assert store.lines_of(tx, "s1", after=1, limit=5) == rows[1:]
        assert store.places_of(tx, "s1") == {"PAYMENT": 1, "FEE": 1}
        assert (store.line(tx, "l2"), store.line(tx, "l3")) == (rows[1], None)
        assert list(store.lines_between(tx, since=rows[0].arrived_at, until=rows[1].arrived_at)) == rows[:1]
        assert store.known_references(tx, kept.court_id, {"K7F3K-9XQ2M"}) == frozenset()


def test_what_the_account_held_is_known_from_the_day_of_the_statement(world: World, kept: Kept) -> None:
    for day, opening, closed, alike in [(27, 100, None, False), (28, 100, 600, True), (28, 600, 600, False)]:
        on, money = date(2026, 2, day), closed and Money(closed, "CNY")
        asked = Statement(ACCOUNT, "CNY", "N", Money(opening, "CNY"), Money(7, "CNY"), on, ())
        with world.database.reading() as tx:
            found = store.before(tx, asked, court_id=kept.court_id)
            assert found == (Before(money, date(2026, 2, 28), alike) if money else None)
            assert store.before(tx, replace(asked, account="1"), court_id=kept.court_id) is None
            assert store.balance_on(tx, court_id=kept.court_id, currency="CNY", day=on) == money


def test_an_equal_balance_long_ago_is_chance(world: World, kept: Kept) -> None:
    days = [date(2026, 2, 28) + store.OVERLAP_WINDOW + timedelta(days=late) for late in (0, 1)]
    asked = [Statement(ACCOUNT, "CNY", "N", Money(100, "CNY"), Money(7, "CNY"), day, ()) for day in days]

    with world.database.reading() as tx:
        found = [store.before(tx, each, court_id=kept.court_id) for each in asked]

    assert [each and each.opened_alike for each in found] == [True, False]


def test_no_line_is_ever_taken_away(world: World, kept: Kept) -> None:
    with pytest.raises(DBAPIError, match="never change"), world.database.transaction() as tx:
        tx.query(BankLine).delete()


def test_money_from_a_payment_service_is_on_its_way_until_it_arrived_or_came_back(world: World) -> None:
    at, euro = world.clock.now(), Money(5, "EUR")
    facts = [PaidToBank("stripe", f"po_{i}", euro, MovedState.UNDER_WAY) for i in range(3)]
    facts += [
        replace(facts[1], state=MovedState.SENT, court_id="c1"),
        replace(facts[2], state=MovedState.REFUSED),
    ]
    with world.database.transaction() as tx:
        payments.apply(tx, vault=vault_of(world.settings), facts=facts, received_at=at, at=at)

    with world.database.reading() as tx:
        assert store.on_its_way(tx) == [OnItsWay("stripe", "po_0", euro)]
        assert bank_arrival_id("x").removeprefix(bank_payout_id("x")) == store.ARRIVED


def test_what_later_statements_told_is_found_by_them_and_not_among_all_that_arrived(
    sqlite_world: World,
):
    world, day = sqlite_world, date(2026, 3, 2)
    asked = {"court_id": "c1", "currency": "CNY", "day": day, "until": world.clock.now()}

    assert plans(world, "bank_lines", lambda tx: store.told_later(tx, **asked)) == [
        "SEARCH bank_statements USING INDEX ix_bank_statements_court (court_id=? AND closed_on>?)",
        "SEARCH bank_lines USING INDEX ix_bank_lines_statement_id (statement_id=?)",
    ]
