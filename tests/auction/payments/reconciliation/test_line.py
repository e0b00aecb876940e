"""Both sides of one movement carry one key, signed as the gateway's balance moves."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.transfer import NO_SALE, Purpose, Transfer
from auction.payments.fact import GatewayLine, LineKind
from auction.payments.received import BANK
from auction.payments.reconciliation.line import ids_of, of_gateway, of_transfer, stem_of, top_up_of

AT = datetime(2026, 3, 1, 2, 0, tzinfo=UTC)
CLEARING = accounts.gateway("paper", "CNY")


def test_what_a_payment_service_sent_arrives_at_a_bank_under_its_own_key():
    came = GatewayLine(BANK, "line_1", LineKind.PAID_TO_BANK, "po_1", Money(5, "CNY"), AT)

    assert of_gateway(came).key == "bankpayout:po_1:arrived"


@pytest.mark.parametrize(
    ("kind", "subject", "minor", "key"),
    [
        (LineKind.PAYMENT, "pay_1", 5, "in:pay_1"),
        (LineKind.REFUND, "back:pay_1", -5, "sent:back:pay_1"),
        (LineKind.CASE_CREDIT, "balance-out:r1", -5, "sent:balance-out:r1"),
        (LineKind.REVERSAL, "balance-out:r1", 5, "sent:balance-out:r1"),
        (LineKind.FEE, "txn_1", -5, "fee:txn_1"),
        (LineKind.PAID_TO_BANK, "po_1", -5, "bankpayout:po_1"),
        # What failed comes back, and stands against what left.
        (LineKind.PAID_TO_BANK, "po_1", 5, "bankpayout:po_1"),
        (LineKind.DISPUTE, "dp_1", -5, "dispute:dp_1:opened"),
        (LineKind.DISPUTE_WON, "dp_1", 5, "dispute:dp_1:won"),
        (LineKind.TOP_UP, "", 5, "top_up:line_1"),
        (LineKind.OTHER, "", 5, "other:line_1"),
    ],
)
def test_a_line_of_a_gateway_has_the_id_of_its_transfer_as_key(kind, subject, minor, key):
    line = of_gateway(GatewayLine("paper", "line_1", kind, subject, Money(minor, "CNY"), AT))

    assert (line.key, line.amount.minor, line.name) == (key, minor, "line_1")


def test_what_came_in_is_positive_on_the_clearing_account():
    into = Transfer(
        "in:pay_1", CLEARING, accounts.deposit("e1", "CNY"), Money(5, "CNY"), Purpose.DEPOSIT_PAID, AT
    )

    line = of_transfer(into, CLEARING.id)

    assert (line.key, line.kind, line.subject, line.amount) == (
        "in:pay_1",
        LineKind.PAYMENT,
        "pay_1",
        Money(5, "CNY"),
    )


def test_what_left_is_negative_on_the_clearing_account():
    out = Transfer(
        "sent:back:pay_1",
        accounts.payable("pay_1", "CNY"),
        CLEARING,
        Money(5, "CNY"),
        Purpose.REFUND_SENT,
        AT,
    )

    line = of_transfer(out, CLEARING.id)

    assert (line.kind, line.subject, line.amount) == (LineKind.REFUND, "back:pay_1", Money(-5, "CNY"))


def test_a_transfer_is_no_line_of_an_account_that_it_does_not_touch():
    into = Transfer(
        "in:pay_1", CLEARING, accounts.deposit("e1", "CNY"), Money(5, "CNY"), Purpose.DEPOSIT_PAID, AT
    )

    with pytest.raises(AssertionError):
        of_transfer(into, "gateway:stripe:CNY")


@pytest.mark.parametrize(
    ("made", "stem"),
    [
        ("in:p1", "in:p1"),
        ("fix:in:p1", "in:p1"),
        ("fix:fix:in:p1", "in:p1"),
        ("sent:back:p1:2", "sent:back:p1"),
        ("fix:sent:back:p1:9", "sent:back:p1"),
        ("sent:back:p1:10", "sent:back:p1:10"),
        ("in:p1:2", "in:p1:2"),
    ],
)
def test_a_correction_and_a_second_time_stand_under_what_they_are_about(made, stem):
    assert stem_of(made) == stem
    assert made in ids_of(stem)


def test_what_the_operator_pays_in_covers_fees_and_is_in_no_case():
    line = of_gateway(GatewayLine("paper", "txn_1", LineKind.TOP_UP, "", Money(5, "CNY"), AT))

    covered = top_up_of(line, CLEARING, at=AT)

    assert of_transfer(covered, CLEARING.id).key == line.key
    assert (covered.purpose, covered.credit, covered.sale) == (
        Purpose.FEE_COVERED,
        accounts.expense("CNY"),
        NO_SALE,
    )


@pytest.mark.parametrize(
    ("kind", "minor", "came_back"),
    [
        (LineKind.REFUND, -5, False),
        (LineKind.REFUND, 5, True),
        (LineKind.CASE_CREDIT, -5, False),
        (LineKind.REVERSAL, 5, True),
        (LineKind.PAID_TO_BANK, -5, False),
        (LineKind.PAID_TO_BANK, 5, True),
        (LineKind.PAYMENT, 5, False),
        (LineKind.DISPUTE_WON, 5, False),
    ],
)
def test_what_left_and_is_there_again_came_back(kind, minor, came_back):
    line = of_gateway(GatewayLine("stripe", "line_1", kind, "x", Money(minor, "CNY"), AT))

    assert line.came_back is came_back
