"""A gateway is asked only for what it can tell."""

from __future__ import annotations

from datetime import UTC, datetime

from auction.kernel.money import Money
from auction.kernel.world import World
from auction.payments.reconciliation.asking import balance_of, reminder_of
from auction.payments.webhook import Message, read
from tests.support.money import paper_bank

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
MESSAGE = Message("pay_1", "AAAAA-BBBBB", Money(5, "CNY"), "Ann")


def test_a_gateway_that_tells_nothing_more_is_not_asked():
    assert balance_of(object(), "CNY", court_id="", at=AT) is None
    assert reminder_of(object(), "PAYMENT", "pay_1", event_id="again") == b""


def test_the_bank_on_paper_says_what_lies_with_it_before_a_moment(sqlite_world: World):
    bank = paper_bank(sqlite_world)
    bank.message(MESSAGE, event_id="evt_1", at=AT)

    balances = [balance_of(bank, "CNY", court_id="", at=at) for at in (AT, datetime.max.replace(tzinfo=UTC))]

    assert balances == [Money(0, "CNY"), Money(5, "CNY")]


def test_the_bank_on_paper_tells_of_a_payment_once_more(sqlite_world: World):
    bank = paper_bank(sqlite_world)
    bank.message(MESSAGE, event_id="evt_1", at=AT)

    again = reminder_of(bank, "PAYMENT", "pay_1", event_id="again")

    assert read(again.decode()) == MESSAGE
    assert reminder_of(bank, "PAYMENT", "pay_2", event_id="again") == b""
    assert reminder_of(bank, "REFUND", "pay_1", event_id="again") == b""
    assert reminder_of(bank, "", "", event_id="again") == b""
