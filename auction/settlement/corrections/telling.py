"""How a proposed correction reads: the wrong transfer, its exact reverse, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auction.approvals.act import Told, Words
from auction.kernel.money import Money
from auction.kernel.words import N_
from auction.ledger.transfer import Purpose, Transfer

PURPOSE_WORDS: dict[Purpose, str] = {
    Purpose.REFUND_SENT: N_("Money sent back to a payer"),
    Purpose.CASE_CREDIT_SENT: N_("Money sent to the account of a case"),
    Purpose.FEE_CHARGED: N_("Fee of a payment service or bank"),
    Purpose.FEE_COVERED: N_("Fee paid in again by the operator"),
    Purpose.GATEWAY_PAID_OUT: N_("Sent from the payment service to the bank"),
    Purpose.TRANSIT_ARRIVED: N_("Arrived at the bank from the payment service"),
    Purpose.CORRECTION: N_("A correction"),
}
OTHER_PURPOSE = N_("Movement of a sale")


def content_of(wrong: Transfer, because: str) -> dict[str, object]:
    """Return what is proposed: which transfer, what its reverse moves from where to where, and why."""
    return {
        "key": wrong.id,
        "transfer_id": wrong.id,
        "purpose": wrong.purpose.value,
        "from_account": wrong.credit.id,
        "to_account": wrong.debit.id,
        "amount_minor": str(wrong.amount.minor),
        "currency": wrong.amount.currency,
        "because": because,
    }


def words_of(purpose: Purpose) -> str:
    """Return the words of a purpose that may be corrected; others are a sale's."""
    return PURPOSE_WORDS.get(purpose, OTHER_PURPOSE)


def tell_correction(content: Mapping[str, Any]) -> Sequence[tuple[str, Told]]:
    """Tell a correction line by line."""
    return [
        (N_("What is wrong"), Words(words_of(Purpose(content["purpose"])))),
        (N_("Transfer that is taken back"), content["transfer_id"]),
        (N_("Amount"), Money(int(content["amount_minor"]), content["currency"])),
        (N_("Its reverse moves it from"), content["from_account"]),
        (N_("Its reverse moves it to"), content["to_account"]),
        (N_("Why it is wrong"), content["because"]),
    ]
