"""Whether money of no court that could not go back is sent again, or was paid by the operator's bank.

Pure.  It lies at the payment service under no court's name, so no court's bank can pay it: it goes out the
same way once more, or the operator pays it from an own account, and a second operator looks for that payment.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.ledger import accounts
from auction.ledger.transfer import Purpose, Transfer
from auction.payments.bank.order import plain_words
from auction.payments.payout import TIMES_MAX, PayoutState
from auction.payments.received import BANK
from auction.payments.reconciliation.wish import clean

BECAUSE_LENGTH_MAX = 1_000
RECEIPT_LENGTH_MAX = 64
FIELDS = ("receipt", "because")


class Way(enum.StrEnum):
    """How it reaches its payer: as it was tried before, or paid by the operator's own bank."""

    SAME = "same"
    PAID = "paid"


class WithoutCourtReason(enum.StrEnum):
    """Why it stays.  The order is the order of judging."""

    WAY_MISSING = "without_court_way_missing"
    RECEIPT_MISSING = "without_court_receipt_missing"
    WITHOUT_REASON = "without_court_without_reason"
    NOT_OWED = "without_court_not_owed"
    NOT_REFUSED = "without_court_not_refused"
    TOO_OFTEN = "without_court_too_often"
    NOT_HELD = "without_court_not_held"


FIELD_OF: dict[str, str] = {
    WithoutCourtReason.WAY_MISSING: "way",
    WithoutCourtReason.RECEIPT_MISSING: "receipt",
    WithoutCourtReason.WITHOUT_REASON: "because",
}


@dataclass(frozen=True)
class Stuck:
    """A refund of no court that was refused: how often it went out, and what lies here for its payer."""

    transfer_id: str
    gateway: str
    state: PayoutState
    reason: str
    amount: Money
    held: Money
    times: int

    def gateway_of(self, way: Way) -> str:
        """Return the gateway by which it goes out on a way."""
        return BANK if way is Way.PAID else self.gateway


@dataclass(frozen=True)
class Wish:
    """Which way, the number of the payment at the operator's bank if it was paid, and why."""

    way: Way
    receipt: str
    because: str


def read(form: Mapping[str, str]) -> Wish | tuple[Refusal, ...]:
    """Return what a form asks for, or everything that is wrong with it."""
    way, because = form.get("way", ""), clean(form.get("because", ""))
    typed = plain_words(form.get("receipt", ""), RECEIPT_LENGTH_MAX + 1)
    receipt = typed if way == Way.PAID else ""
    longest, number = {"length_max": BECAUSE_LENGTH_MAX}, {"length_max": RECEIPT_LENGTH_MAX}
    found = (
        (way not in tuple(Way), Refusal(WithoutCourtReason.WAY_MISSING, "R-61")),
        (
            way == Way.PAID and not 0 < len(receipt) <= RECEIPT_LENGTH_MAX,
            Refusal(WithoutCourtReason.RECEIPT_MISSING, "R-61", number),
        ),
        (
            not 0 < len(because) <= BECAUSE_LENGTH_MAX,
            Refusal(WithoutCourtReason.WITHOUT_REASON, "R-61", longest),
        ),
    )
    wrong = tuple(refusal for is_wrong, refusal in found if is_wrong)
    return wrong or Wish(Way(way), receipt, because)


def paid_in(stuck: Stuck, *, proposal_id: str, at: datetime) -> Transfer:
    """Return the transfer by which the operator puts in what its bank paid."""
    currency = stuck.amount.currency
    own, covered = accounts.bank(accounts.PLATFORM, currency), accounts.expense(currency)
    return Transfer(f"paidin:{proposal_id}", own, covered, stuck.amount, Purpose.FEE_COVERED, at)


def judge(stuck: Stuck | None) -> Refusal | None:
    """Say why this may not go out again, or None when it may."""
    if stuck is None:
        return Refusal(WithoutCourtReason.NOT_OWED, "R-61")
    if stuck.state is not PayoutState.REFUSED:
        return Refusal(WithoutCourtReason.NOT_REFUSED, "R-61")
    if stuck.times >= TIMES_MAX:
        return Refusal(WithoutCourtReason.TOO_OFTEN, "R-61", {"times": stuck.times})
    if stuck.held < stuck.amount:
        return Refusal(WithoutCourtReason.NOT_HELD, "R-61", {"held": stuck.held, "amount": stuck.amount})
    return None


def judge_proposed(stuck: Stuck | None, *, amount: Money, times: int) -> Refusal | None:
    """Say why it may not go out as it was proposed, or None when it still may."""
    refusal = judge(stuck)
    if stuck is None or refusal is not None:
        return refusal
    if stuck.times != times:
        return Refusal(WithoutCourtReason.NOT_REFUSED, "R-61")
    if stuck.amount != amount:
        return Refusal(WithoutCourtReason.NOT_HELD, "R-61", {"held": stuck.amount, "amount": amount})
    return None
