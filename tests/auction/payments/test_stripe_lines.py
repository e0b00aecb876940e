"""Every line of Stripe's balance becomes lines whose sum is what the balance moved."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from auction.kernel.money import Money
from auction.payments.fact import GatewayLine, LineKind
from auction.payments.stripe_lines import lines_of

CREATED = 1_776_000_000
AT = datetime.fromtimestamp(CREATED, UTC)
KEYED = {"id": "x_1", "metadata": {"key": "deposit-out:e1"}}


def line(kind: str, amount: int, source: object, fee: int = 0) -> dict[str, Any]:
    return {
        "id": "txn_1",
        "type": kind,
        "amount": amount,
        "fee": fee,
        "net": amount - fee,
        "currency": "eur",
        "created": CREATED,
        "source": source,
    }


@pytest.mark.parametrize(
    ("given", "kind", "subject"),
    [
        (
            line("charge", 500, {"object": "charge", "id": "ch_1", "payment_intent": "pi_1"}),
            "PAYMENT",
            "pi_1",
        ),
        (line("payment", 500, {"id": "py_1"}), "PAYMENT", "py_1"),
        (line("refund", -500, KEYED), "REFUND", "deposit-out:e1"),
        (line("refund", -500, {"id": "re_9", "metadata": {}}), "REFUND", "re_9"),
        (line("refund_failure", 500, KEYED), "REFUND", "deposit-out:e1"),
        (line("transfer", -500, KEYED), "CASE_CREDIT", "deposit-out:e1"),
        (line("transfer_refund", 500, KEYED), "REVERSAL", "deposit-out:e1"),
        (line("payout", -500, {"id": "po_1"}), "PAID_TO_BANK", "po_1"),
        (line("payout_failure", 500, {"id": "po_1"}), "PAID_TO_BANK", "po_1"),
        (line("adjustment", -500, {"object": "dispute", "id": "dp_1"}), "DISPUTE", "dp_1"),
        (line("adjustment", 500, {"object": "dispute", "id": "dp_1"}), "DISPUTE_WON", "dp_1"),
        (line("adjustment", 500, None), "OTHER", "txn_1"),
        (line("stripe_fee", -5, {"id": "fee_1"}), "FEE", "txn_1"),
        (line("topup", 500, {"id": "tu_1"}), "TOP_UP", "tu_1"),
        (line("reserve_hold", -500, "rsv_1"), "OTHER", "rsv_1"),
        (line("something new", 500, None), "OTHER", "txn_1"),
    ],
)
def test_a_line_says_what_moved_and_for_what(given: dict[str, Any], kind: str, subject: str):
    amount = Money(given["amount"], "EUR")

    assert lines_of(given) == (GatewayLine("stripe", "txn_1", LineKind(kind), subject, amount, AT),)


def test_the_fee_stands_apart_and_the_sum_is_what_the_balance_moved():
    given = line("charge", 500, {"id": "ch_1", "payment_intent": "pi_1"}, fee=30)

    moved, fee = lines_of(given)

    assert (moved.kind, fee.kind, fee.subject) == (LineKind.PAYMENT, LineKind.FEE, "pi_1")
    assert fee.id == "txn_1:fee"
    assert moved.amount + fee.amount == Money(given["net"], "EUR")


def test_a_line_in_money_that_no_court_uses_is_not_ours():
    assert lines_of(line("charge", 500, None) | {"currency": "xau"}) == ()
