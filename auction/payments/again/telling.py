"""How sending again reads to whoever decides on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auction.approvals.act import Told, Words
from auction.kernel.money import Money
from auction.kernel.words import N_
from auction.payments.again.wish import Refused, Way, Wish

WAYS: Mapping[Way, str] = {
    Way.SAME: N_("the same way as before"),
    Way.BANK: N_("by the bank of the court, with its next payment file"),
}


def content_of(refused: Refused, wished: Wish) -> dict[str, object]:
    """Return what is proposed: what goes out again, which way, to which end, after which refusal."""
    return {
        "key": refused.transfer_id,
        "transfer_id": refused.transfer_id,
        "case_number": refused.case_number,
        "amount_minor": str(refused.amount.minor),
        "currency": refused.amount.currency,
        "times": refused.times,
        "refused_for": refused.reason,
        "way": wished.way.value,
        "end": refused.end_of(wished.way),
        "because": wished.because,
    }


def tell_again(content: Mapping[str, Any]) -> Sequence[tuple[str, Told]]:
    """Tell line by line what goes out again."""
    return [
        (N_("Case"), content["case_number"]),
        (N_("Money that was refused"), content["transfer_id"]),
        (N_("Amount"), Money(int(content["amount_minor"]), content["currency"])),
        (N_("It was refused with the word"), content["refused_for"]),
        (N_("How often it went out so far"), content["times"]),
        (N_("It goes out"), Words(WAYS[Way(content["way"])])),
        (N_("It goes to"), content["end"]),
        (N_("What was mended"), content["because"]),
    ]
