"""Reads for which request finance wants to take a payment, and says how that reads to the judge.

Pure.  Who paid stands in no proposal: until the end of a round only finance knows it (R-33).
"""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auction.approvals.act import Told, Words
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.kernel.words import N_
from auction.payments.bank.order import plain_words
from auction.payments.bank.reference import candidates
from auction.payments.held.placing import Held
from auction.payments.received import PaymentRequest, RequestPurpose
from auction.payments.words import Reason

BECAUSE_LENGTH_MAX = 500


class ResolvingReason(enum.StrEnum):
    """Why finance cannot take a payment for a request."""

    REFERENCE_UNREADABLE = "resolving_reference_unreadable"
    WITHOUT_REASON = "resolving_without_reason"
    REASON_TOO_LONG = "resolving_reason_too_long"
    REQUEST_ELSEWHERE = "resolving_request_elsewhere"


FIELD_OF: dict[str, str] = {
    ResolvingReason.REFERENCE_UNREADABLE: "reference",
    ResolvingReason.REQUEST_ELSEWHERE: "reference",
    ResolvingReason.WITHOUT_REASON: "because",
    ResolvingReason.REASON_TOO_LONG: "because",
}
# Why a payment waits, and not what is written to a payer whose money goes back.
WAITS: dict[str, str] = {
    Reason.REFERENCE_UNKNOWN: N_("No reference that this court gave stands in what the payer wrote."),
    Reason.OTHER_NAME: N_("The account that it came from is in another name than the bidder's."),
    "deposit_name_differs": N_("The account that it came from is in another name than the bidder's."),
}
PURPOSE_WORDS: dict[str, str] = {
    RequestPurpose.DEPOSIT: N_("Deposit"),
    RequestPurpose.BALANCE: N_("Balance"),
}


@dataclass(frozen=True)
class TakeWish:
    """A reference as finance found it, and why the payment counts for it."""

    reference: str
    because: str


def read_take(form: Mapping[str, str]) -> TakeWish | tuple[Refusal, ...]:
    """Return what finance wants, or everything that cannot be read of the form."""
    found = candidates(form.get("reference", ""))
    because = plain_words(form.get("because", ""), BECAUSE_LENGTH_MAX + 1)
    noes = []
    if len(found) != 1:
        noes.append(Refusal(ResolvingReason.REFERENCE_UNREADABLE, ""))
    if not because:
        noes.append(Refusal(ResolvingReason.WITHOUT_REASON, "R-05"))
    if len(because) > BECAUSE_LENGTH_MAX:
        noes.append(Refusal(ResolvingReason.REASON_TOO_LONG, "", {"length_max": BECAUSE_LENGTH_MAX}))
    return tuple(noes) or TakeWish(found[0], because)


def content_of(held: Held, request: PaymentRequest | None, wish: TakeWish) -> dict[str, object]:
    """Return what is proposed: which payment, for which request, and why."""
    return {
        "key": held.payment_id,
        "payment_id": held.payment_id,
        "amount_minor": str(held.amount.minor),
        "currency": held.amount.currency,
        "waits_for": held.reason,
        "request_id": request.id if request else "",
        "purpose": request.purpose.value if request else RequestPurpose.DEPOSIT.value,
        "reference": wish.reference,
        "because": wish.because,
    }


def judge_request(request: PaymentRequest | None) -> Refusal | None:
    """Say that a reference is none of this court's; None when it is one."""
    return Refusal(ResolvingReason.REQUEST_ELSEWHERE, "R-31") if request is None else None


def tell_take(content: Mapping[str, Any]) -> Sequence[tuple[str, Told]]:
    """Tell a payment that is to be taken, line by line."""
    return [
        (N_("Payment"), content["payment_id"]),
        (N_("Amount"), Money(int(content["amount_minor"]), content["currency"])),
        (N_("Why it waits"), Words(WAITS.get(content["waits_for"], WAITS[Reason.REFERENCE_UNKNOWN]))),
        (N_("It is to count for"), Words(PURPOSE_WORDS[content["purpose"]])),
        (N_("Reference"), content["reference"]),
        (N_("Why it counts for it"), content["because"]),
    ]
