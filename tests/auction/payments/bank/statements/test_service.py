"""A statement is taken in whole or not at all, each line once, and told to the inbox once."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from auction.audit.tables import Entry as RecordEntry
from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.world import World
from auction.payments import tables
from auction.payments.bank import service as orders
from auction.payments.bank import store as orders_store
from auction.payments.bank.order import Order, OrderState, end_to_end_of
from auction.payments.bank.placing import Place
from auction.payments.bank.statement import Party
from auction.payments.bank.statements import service, store
from auction.payments.bank.words import BankReason
from auction.people.vault import vault_of
from tests.support.bank import Entry, name_account, statement, take_in
from tests.support.cases import make_court
from tests.support.people import make_staff

KEY = "deposit-out:e1"
PAID = Entry("71400.00", "deposit", name="王芳", account="6217000010012345678", reference="B-1")
OUT = Entry("-5.00", end_to_end=end_to_end_of(KEY), reference="B-2")
BACK = Entry("5.00", end_to_end=end_to_end_of(KEY), returned="AC04", reference="B-3")


class Court:
    def __init__(self, world: World) -> None:
        self.world = world
        with world.database.transaction() as tx:
            self.id = make_court(tx)
            self.finance = make_staff(world, tx, Role.FINANCE, court_id=self.id)

    def take(self, *entries: Entry, **told: str) -> tuple[str, ...]:
        taken = take_in(self.world, self.id, statement(*entries, **told), by=self.finance)
        assert isinstance(taken, tuple), taken
        return taken

    def lines(self, statement_id: str) -> list[tuple[Place, str, int]]:
        with self.world.database.reading() as tx:
            rows = store.lines_of(tx, statement_id, after=0, limit=99)
            return [(row.place, row.subject, row.amount.minor) for row in rows]

    def order(self) -> None:
        party = Party("Li", "123456")
        order = Order(KEY, end_to_end_of(KEY), self.id, "REFUND", Money(500, "CNY"), party, KEY)
        at, vault = self.world.clock.now(), vault_of(self.world.settings)
        with self.world.database.transaction() as tx:
            orders.order_payment(tx, order, vault=vault, at=at)
            orders.write_file(
                tx, court_id=self.id, time_zone="Asia/Shanghai", file_id="f1", vault=vault, at=at
            )

    @property
    def order_state(self) -> OrderState:
        with self.world.database.reading() as tx:
            kept = orders_store.order(tx, KEY)
        assert kept is not None
        return kept.order.state

    @property
    def inbox(self) -> list[str]:
        with self.world.database.reading() as tx:
            row = tables.WebhookEvent
            return sorted(tx.scalars(select(row.event_id).where(row.gateway == "bank")))


@pytest.fixture
def court(sqlite_world: World) -> Court:
    court = Court(sqlite_world)
    name_account(sqlite_world, court.id)
    return court


def test_each_line_is_told_to_the_inbox_once_however_often_the_file_comes(court: Court) -> None:
    first = court.take(PAID, Entry("-1.00", fee=True))
    inbox = court.inbox

    again = court.take(PAID, Entry("-1.00", fee=True))

    assert first == again
    assert court.lines(first[0]) == [(Place.PAYMENT, "", 7_140_000), (Place.FEE, "", -100)]
    assert len(inbox) == 2
    assert court.inbox == inbox


def test_a_longer_statement_of_the_same_day_adds_only_what_is_new(court: Court) -> None:
    court.take(PAID)

    (second,) = court.take(PAID, Entry("2.00", reference="B-9"), number="S-230b")

    with court.world.database.reading() as tx:
        taken = store.statement(tx, court.id, second)
    assert taken is not None
    assert (taken.lines_new, taken.lines_known) == (1, 1)
    assert court.lines(second) == [(Place.PAYMENT, "", 200)]
    assert len(court.inbox) == 2


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ({"closing": "1.00"}, BankReason.SUM_WRONG),
        ({"account": "6222020200112233446"}, BankReason.STATEMENT_ACCOUNT),
        ({"currency": "EUR"}, BankReason.STATEMENT_CURRENCY),
    ],
)
def test_what_is_refused_leaves_nothing(court: Court, told: dict[str, str], reason: BankReason) -> None:
    found = take_in(court.world, court.id, statement(PAID, **told), by=court.finance)

    assert isinstance(found, Refusal)
    assert found.reason == reason
    assert court.inbox == []


def test_a_gap_to_the_last_statement_is_kept_with_the_statement(court: Court) -> None:
    court.take(PAID, day="2026-02-26")
    (second,) = court.take(opening="9.00", day="2026-02-27", number="S-231")
    (third,) = court.take(opening="9.00", day="2026-02-28", number="S-232")

    with court.world.database.reading() as tx:
        gaps = [
            found and found.gap for found in (store.statement(tx, court.id, each) for each in (second, third))
        ]
    assert gaps == [Money(7_240_000, "CNY"), None]


def test_an_order_is_sent_when_the_statement_shows_it_and_refused_when_it_came_back(court: Court) -> None:
    court.order()
    assert court.order_state is OrderState.FILED

    (first,) = court.take(OUT)
    assert (court.lines(first), court.order_state) == ([(Place.PAID_OUT, KEY, -500)], OrderState.SENT)
    (second,) = court.take(BACK, number="S-231", opening="995.00")

    assert (court.lines(second), court.order_state) == ([(Place.RETURNED, KEY, 500)], OrderState.REFUSED)


def test_who_paid_is_sealed_and_the_record_knows_the_file_by_its_hash(court: Court) -> None:
    (taken,) = court.take(PAID)

    with court.world.database.reading() as tx:
        (row,) = store.lines_of(tx, taken, after=0, limit=9)
        opened = service.open_line(row, vault_of(court.world.settings))
        (body,) = tx.scalars(select(RecordEntry.body).where(RecordEntry.kind == "statement.taken"))
    assert "王芳".encode() not in row.sealed_words
    assert (opened.party, opened.text) == (Party("王芳", "6217000010012345678"), "deposit")
    assert "6217000010012345678" not in bytes(body).decode()


def test_money_on_an_account_that_the_court_had_before_is_still_known(court: Court) -> None:
    court.world.clock.set(court.world.clock.now() + timedelta(days=1))  # type: ignore[attr-defined]  # set by hand
    name_account(court.world, court.id, number="110234567890")

    (old,) = court.take(PAID, day="2026-02-27")
    (new,) = court.take(Entry("3.00", reference="N-1"), account="110234567890", number="N", day="2026-02-27")

    assert [len(court.lines(each)) for each in (old, new)] == [1, 1]
    with court.world.database.reading() as tx:
        held = store.balance_on(tx, court_id=court.id, currency="CNY", day=date(2026, 2, 27))
        gaps = [found and found.gap for found in (store.statement(tx, court.id, each) for each in (old, new))]
    assert held == Money(7_240_000 + 100_300, "CNY")
    assert gaps == [None, None]
