"""A payout becomes an order to where the money came from, or to the one account of its case."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.payments.bank.account import AccountVersion, CourtAccount
from auction.payments.bank.order import Order, OrderState, end_to_end_of, format_origin
from auction.payments.bank.ordering import gateway_line, judge, line_of, moved_of, order_of
from auction.payments.bank.placing import KeptLine, Place
from auction.payments.bank.statement import Party
from auction.payments.bank.words import BankReason
from auction.payments.fact import LineKind, MovedState
from auction.payments.payout import Payout, PayoutKind

AT = datetime(2026, 11, 25, 9, tzinfo=UTC)
PAYER = Party("王芳", "6217000010012345678", "ICBKCNBJ")
REFUND = Payout(
    "deposit-out:1", PayoutKind.REFUND, "payment:bank_1", Money(500, "CNY"), AT,
    gateway="bank", court_id="court", origin=format_origin(PAYER),
)  # fmt: skip
CREDIT = replace(
    REFUND,
    transfer_id="balance-out:1",
    kind=PayoutKind.CASE_ACCOUNT,
    destination="account:622211",
    holder="Court",
)
VERSION = AccountVersion("v1", "court", CourtAccount("Court", "6222", "ICBC", "ICBKCNBJ", "CNY"), AT)


def test_a_refund_goes_to_the_account_that_the_money_came_from() -> None:
    order = order_of(REFUND)

    assert isinstance(order, Order)
    assert (order.creditor, order.amount, order.court_id) == (PAYER, Money(500, "CNY"), "court")
    assert (order.key, order.end_to_end) == ("deposit-out:1", end_to_end_of("deposit-out:1"))
    assert order.state is OrderState.WAITING


def test_r_90_what_belongs_to_a_case_goes_to_its_one_account() -> None:
    order = order_of(CREDIT)

    assert isinstance(order, Order)
    assert order.creditor == Party("Court", "622211")


@pytest.mark.parametrize(
    ("payout", "version", "reason"),
    [
        (REFUND, VERSION, None),
        (CREDIT, VERSION, None),
        (REFUND, None, BankReason.NO_ACCOUNT),
        (replace(REFUND, amount=Money(5, "EUR"), origin=""), VERSION, BankReason.OTHER_CURRENCY),
        (replace(REFUND, origin=""), VERSION, BankReason.NO_WAY_BACK),
        (replace(REFUND, origin=format_origin(Party("王芳"))), VERSION, BankReason.NO_WAY_BACK),
        (replace(CREDIT, destination="case:7"), VERSION, BankReason.NO_WAY_BACK),
    ],
)
def test_a_payout_leaves_by_the_bank_or_the_first_reason_is_said(
    payout: Payout, version: AccountVersion | None, reason: BankReason | None
) -> None:
    found = judge(payout, version)

    assert (found and found.reason) == reason


@pytest.mark.parametrize(
    ("state", "moved"),
    [
        (OrderState.WAITING, MovedState.UNDER_WAY),
        (OrderState.FILED, MovedState.UNDER_WAY),
        (OrderState.SENT, MovedState.SENT),
        (OrderState.REFUSED, MovedState.REFUSED),
    ],
)
def test_an_order_is_under_way_until_a_statement_shows_it(state: OrderState, moved: MovedState) -> None:
    order = order_of(REFUND)
    assert isinstance(order, Order)

    assert moved_of(replace(order, state=state)).state is moved


@pytest.mark.parametrize(
    ("place", "subject", "kind", "told", "named"),
    [
        (Place.PAYMENT, "K7F3K-9XQ2M", "", LineKind.PAYMENT, "bank_l1"),
        (Place.PAID_OUT, "deposit-out:1", "REFUND", LineKind.REFUND, "deposit-out:1"),
        (Place.PAID_OUT, "balance-out:1", "CASE_ACCOUNT", LineKind.CASE_CREDIT, "balance-out:1"),
        (Place.RETURNED, "deposit-out:1", "REFUND", LineKind.REVERSAL, "deposit-out:1"),
        (Place.FEE, "", "", LineKind.FEE, "l1"),
        (Place.FROM_GATEWAY, "stripe:po_1", "", LineKind.PAID_TO_BANK, "po_1"),
        (Place.OTHER, "", "", LineKind.OTHER, "l1"),
    ],
)
def test_reconciliation_reads_each_line_by_what_it_is(
    place: Place, subject: str, kind: str, told: LineKind, named: str
) -> None:
    line = KeptLine("l1", "court", "1", place, subject, Money(500, "CNY"), AT, PAYER, "")

    found = gateway_line(line, kind=kind)

    assert (found.kind, found.subject, found.id, found.court_id) == (told, named, "l1", "court")


def test_only_what_came_in_or_was_charged_is_told_by_one_line() -> None:
    assert line_of(LineKind.PAYMENT, "bank_l1") == line_of(LineKind.FEE, "l1") == "l1"
    assert line_of(LineKind.REFUND, "deposit-out:1") == ""
