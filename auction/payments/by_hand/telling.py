"""How a proposed refund by hand reads; of the account only its last digits, the rest is sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auction.approvals.act import Told
from auction.kernel.money import Money
from auction.kernel.words import N_
from auction.payments.by_hand.wish import Owed, Wish


def content_of(owed: Owed, wished: Wish, *, sealed: str) -> dict[str, object]:
    """Return what is proposed: which refund, to whom, and the account as it was sealed."""
    return {
        "key": owed.transfer_id,
        "transfer_id": owed.transfer_id,
        "amount_minor": str(owed.amount.minor),
        "currency": owed.amount.currency,
        "holder": wished.creditor.name,
        "number_shown": wished.number_shown,
        "sealed": sealed,
        "because": wished.because,
    }


def tell_refund(content: Mapping[str, Any]) -> Sequence[tuple[str, Told]]:
    """Tell a refund by hand line by line."""
    return [
        (N_("Money owed back"), content["transfer_id"]),
        (N_("Amount"), Money(int(content["amount_minor"]), content["currency"])),
        (N_("Account holder"), content["holder"]),
        (N_("Account number, its last digits"), content["number_shown"]),
        (N_("How it is known that the account is the payer's"), content["because"]),
    ]
