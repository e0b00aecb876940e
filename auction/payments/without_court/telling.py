"""How money of no court reads to the operator who decides on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auction.approvals.act import Told, Words
from auction.kernel.money import Money
from auction.kernel.words import N_
from auction.payments.without_court.wish import Stuck, Way, Wish

WAYS: Mapping[Way, str] = {
    Way.SAME: N_("It goes out once more, the same way as before"),
    Way.PAID: N_("It was paid by the operator's own bank"),
}


def content_of(stuck: Stuck, wished: Wish) -> dict[str, object]:
    """Return what is proposed: what goes back, which way, after which refusal."""
    return {
        "key": stuck.transfer_id,
        "transfer_id": stuck.transfer_id,
        "amount_minor": str(stuck.amount.minor),
        "currency": stuck.amount.currency,
        "times": stuck.times,
        "refused_for": stuck.reason,
        "way": wished.way.value,
        "receipt": wished.receipt,
        "because": wished.because,
    }


def tell(content: Mapping[str, Any]) -> Sequence[tuple[str, Told]]:
    """Tell line by line what is done about it."""
    paid = [(N_("Number of the payment at the operator's bank"), content["receipt"])]
    return [
        (N_("Money owed back"), content["transfer_id"]),
        (N_("Amount"), Money(int(content["amount_minor"]), content["currency"])),
        (N_("It was refused with the word"), content["refused_for"]),
        (N_("How often it went out so far"), content["times"]),
        (N_("What is done"), Words(WAYS[Way(content["way"])])),
        *(paid if content["receipt"] else []),
        (N_("How that is known"), content["because"]),
    ]
