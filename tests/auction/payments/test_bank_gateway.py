"""The bank of a court as a gateway: orders wait for a file, facts wait for a statement."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from auction.kernel.doors import Role
from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.bank import service
from auction.payments.bank.order import end_to_end_of, format_origin
from auction.payments.bank.statement import Party
from auction.payments.bank.words import BankReason
from auction.payments.bank_gateway import BankGateway, bank_gateway_of
from auction.payments.fact import (
    FeeCharged,
    GatewayLine,
    LineKind,
    MovedState,
    Nothing,
    PaymentArrived,
    PayoutMoved,
)
from auction.payments.gateway import Ask, GatewayRefused
from auction.payments.payout import Payout, PayoutKind
from auction.payments.received import RequestPurpose
from auction.people.vault import vault_of
from tests.support.bank import Entry, name_account, statement, take_in
from tests.support.cases import make_court
from tests.support.people import make_staff

AMOUNT = Money(7_140_000, "CNY")
PAYER = Party("王芳", "6217000010012345678")
KEY = "deposit-out:e1"
DAY = timedelta(days=1)


@pytest.fixture
def bank(sqlite_world: World) -> BankGateway:
    return bank_gateway_of(sqlite_world)


@pytest.fixture
def court_id(sqlite_world: World) -> str:
    with sqlite_world.database.transaction() as tx:
        return make_court(tx)


def payout(court_id: str, **told: str) -> Payout:
    due_at = datetime(2026, 3, 2, tzinfo=UTC)
    origin = told.get("origin", format_origin(PAYER))
    return Payout(
        KEY,
        PayoutKind.REFUND,
        "payment:bank_1",
        AMOUNT,
        due_at,
        gateway="bank",
        court_id=court_id,
        origin=origin,
    )


def take(world: World, court_id: str, *entries: Entry, number: str = "S-1") -> None:
    with world.database.transaction() as tx:
        by = make_staff(world, tx, Role.FINANCE, court_id=court_id)
    taken = take_in(world, court_id, statement(*entries, day="2026-02-28", number=number), by=by)
    assert isinstance(taken, tuple), taken


def test_a_court_without_an_account_or_in_another_currency_offers_nothing(
    sqlite_world: World, bank: BankGateway, court_id: str
) -> None:
    ask = Ask("q1", "K7F3K-9XQ2M", RequestPurpose.DEPOSIT, AMOUNT, court_id=court_id)
    before = bank.offers(ask)

    name_account(sqlite_world, court_id)

    assert before is not None
    assert before.reason == BankReason.NO_ACCOUNT
    assert bank.offers(ask) is None
    other = bank.offers(replace(ask, amount=Money(1, "EUR")))
    assert other is not None
    assert other.reason == BankReason.OTHER_CURRENCY


def test_a_payer_is_told_the_account_and_the_reference(
    sqlite_world: World, bank: BankGateway, court_id: str
) -> None:
    name_account(sqlite_world, court_id)

    told = bank.instructions(Ask("q1", "K7F3K-9XQ2M", RequestPurpose.DEPOSIT, AMOUNT, court_id=court_id))

    assert (told.reference, told.pay_path) == ("K7F3K-9XQ2M", "")
    assert [value for _, value in told.lines] == ["Court", "6222 0202 0011 2233 445", "ICBC", "ICBKCNBJ"]


def test_no_message_is_the_banks(bank: BankGateway, sqlite_world: World) -> None:
    assert bank.check("anything", b"{}", at=sqlite_world.clock.now()) is not None


def test_an_order_is_under_way_until_a_statement_shows_it(
    sqlite_world: World, bank: BankGateway, court_id: str
) -> None:
    name_account(sqlite_world, court_id)
    asked, at = payout(court_id), sqlite_world.clock.now()
    assert (bank.takes(asked), bank.find(asked)) == (None, None)

    ordered = bank.pay_out(asked, at=at)

    assert (ordered.key, ordered.state, ordered.amount) == (KEY, MovedState.UNDER_WAY, AMOUNT)
    assert bank.pay_out(asked, at=at + DAY) == ordered == bank.find(asked)
    with sqlite_world.database.transaction() as tx:
        vault = vault_of(sqlite_world.settings)
        service.write_file(tx, court_id=court_id, time_zone="UTC", file_id="f1", vault=vault, at=at)
    take(sqlite_world, court_id, Entry("-71400.00", end_to_end=end_to_end_of(KEY), reference="B-1"))
    sent = bank.find(asked)
    assert sent is not None
    assert (sent.state, bool(sent.receipt)) == (MovedState.SENT, True)


def test_r_61_money_whose_origin_the_bank_did_not_name_waits_for_finance(
    sqlite_world: World, bank: BankGateway, court_id: str
) -> None:
    name_account(sqlite_world, court_id)
    asked = payout(court_id, origin="")

    no = bank.takes(asked)

    assert no is not None
    assert no.reason == BankReason.NO_WAY_BACK
    with pytest.raises(GatewayRefused, match=BankReason.NO_WAY_BACK):
        bank.pay_out(asked, at=sqlite_world.clock.now())
    assert bank.find(asked) is None


@pytest.fixture
def every_line(sqlite_world: World, bank: BankGateway, court_id: str) -> dict[LineKind, GatewayLine]:
    """Give one line of each kind: a payment, a payout that left and came back, a fee, and something else."""
    name_account(sqlite_world, court_id)
    now, vault = sqlite_world.clock.now(), vault_of(sqlite_world.settings)
    bank.pay_out(payout(court_id), at=now)
    with sqlite_world.database.transaction() as tx:
        service.write_file(tx, court_id=court_id, time_zone="UTC", file_id="f1", vault=vault, at=now)
    key = end_to_end_of(KEY)
    take(
        sqlite_world, court_id,
        Entry("80000.00", "deposit", name=PAYER.name, account=PAYER.account, reference="B-1"),
        Entry("-71400.00", end_to_end=key, reference="B-2"),
        Entry("71400.00", end_to_end=key, reference="B-3", returned="AC04"),
        Entry("-5.00", fee=True, reference="B-4"),
        Entry("-7.00", reference="B-5"),
    )  # fmt: skip
    return {line.kind: line for line in bank.statement(since=now - DAY, until=now + DAY)}


def test_lines_of_a_statement_are_lines_for_reconciliation(every_line: dict[LineKind, GatewayLine]) -> None:
    assert {kind: line.amount.minor for kind, line in every_line.items()} == {
        LineKind.PAYMENT: 8_000_000, LineKind.REFUND: -7_140_000, LineKind.REVERSAL: 7_140_000,
        LineKind.FEE: -500, LineKind.OTHER: -700,
    }  # fmt: skip


def test_what_left_and_came_back_is_told_so_by_either_line(
    bank: BankGateway, every_line: dict[LineKind, GatewayLine]
) -> None:
    # The two lines of one file are read in the order of their hashes: the bidder's money must not stay away.
    for kind, states in ((LineKind.REFUND, ["SENT", "REFUSED"]), (LineKind.REVERSAL, ["REFUSED"])):
        told = bank.read(every_line[kind].id)
        assert [each.moved.state for each in told if isinstance(each, PayoutMoved)] == states


def test_lines_of_a_statement_are_facts(
    bank: BankGateway, court_id: str, every_line: dict[LineKind, GatewayLine]
) -> None:
    facts = {kind: bank.read(line.id)[0] for kind, line in every_line.items()}

    payment, refund, back = (facts[kind] for kind in (LineKind.PAYMENT, LineKind.REFUND, LineKind.REVERSAL))
    assert isinstance(payment, PaymentArrived)
    assert (payment.payer_name, payment.court_id, payment.origin) == (
        PAYER.name, court_id, format_origin(PAYER),
    )  # fmt: skip
    assert isinstance(refund, PayoutMoved)
    assert isinstance(back, PayoutMoved)
    assert (refund.moved.state, back.moved.state) == (MovedState.SENT, MovedState.REFUSED)
    assert isinstance(facts[LineKind.FEE], FeeCharged)
    assert isinstance(facts[LineKind.OTHER], Nothing)


def test_a_payment_is_told_once_more_where_reconciliation_asks(
    bank: BankGateway, every_line: dict[LineKind, GatewayLine]
) -> None:
    named = {kind: bank.reminder(kind, line.subject, event_id="e") for kind, line in every_line.items()}

    assert bank.read(named[LineKind.PAYMENT].decode()) == bank.read(every_line[LineKind.PAYMENT].id)
    assert named[LineKind.REFUND] == b""
    assert isinstance(bank.read("")[0], Nothing)


def test_what_lies_there_is_what_the_last_statement_closed_with(
    sqlite_world: World, bank: BankGateway, court_id: str
) -> None:
    name_account(sqlite_world, court_id)
    take(sqlite_world, court_id, Entry("5.00"))
    midnight = datetime(2026, 2, 28, 16, tzinfo=UTC)  # the end of the day in the court's zone

    assert bank.own_balance("CNY", court_id=court_id, at=midnight) == Money(100_500, "CNY")
    assert bank.own_balance("CNY", court_id=court_id, at=midnight - DAY) is None
    assert bank.own_balance("EUR", court_id=court_id, at=midnight) is None


def test_what_the_rest_of_a_day_brought_lay_there_on_that_day_though_the_next_statement_tells_it(
    sqlite_world: World, bank: BankGateway, court_id: str
) -> None:
    name_account(sqlite_world, court_id)
    with sqlite_world.database.transaction() as tx:
        finance = make_staff(sqlite_world, tx, Role.FINANCE, court_id=court_id)
    day, next_day = "<Dt>2026-02-28</Dt>", "<Dt>2026-03-01</Dt>"
    at_noon = statement(Entry("5.00", reference="A", day=day), day="2026-02-28", number="S-1")
    later = (Entry("7.00", reference="B", day=day), Entry("9.00", reference="C", day=next_day))
    midnight = datetime(2026, 2, 28, 16, tzinfo=UTC)
    sqlite_world.clock.set(midnight + 2 * DAY)
    take_in(sqlite_world, court_id, at_noon, by=finance)

    assert bank.own_balance("CNY", court_id=court_id, at=midnight) == Money(100_500, "CNY")

    sqlite_world.clock.set(midnight + 3 * DAY)
    of_next_day = statement(*later, opening="1005.00", day="2026-03-01", number="S-2")
    take_in(sqlite_world, court_id, of_next_day, by=finance)
    assert bank.own_balance("CNY", court_id=court_id, at=midnight) == Money(101_200, "CNY")
    assert bank.own_balance("CNY", court_id=court_id, at=midnight + DAY) == Money(102_100, "CNY")
