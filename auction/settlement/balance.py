"""Judges the payment of a balance: taken, or back with its reason.

Pure.  Exactly what is still to be paid, in the buyer's own name, received before the date in the notice
passed (R-63); at a bank a part of it is kept, and only the whole stops the clock.  What comes
later goes back: whether a late buyer defaults or may still pay is the
court's decision, and no clock and no payment takes it away from the court.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.received import ReceivedPayment, RequestState, Returned, match
from auction.payments.words import Reason

RULES = {
    Reason.ALREADY_PAID: "R-63",
    Reason.OTHER_CURRENCY: "R-63",
    Reason.OTHER_AMOUNT: "R-63",
    Reason.OTHER_NAME: "R-31",
    Reason.TOO_LATE: "R-63",
    Reason.TOO_MUCH: "R-63",
    Reason.OTHER_COURT: "R-90",
}


@dataclass(frozen=True)
class Owed:
    """What is still to be paid of a balance, by whom, until when, and to which court."""

    rest: Money
    buyer: str
    due_at: datetime
    court_id: str = ""


def judge(payment: ReceivedPayment, owed: Owed, *, payer: str) -> Reason | None:
    """Say why the payment goes back, or None when it is the balance or a part of it."""
    assert payment.request is not None, "a balance was asked for"
    if reason := match(payment.request, payment, payer=payer, expected=owed.buyer, rest=owed.rest):
        return reason
    if payment.court_id not in ("", owed.court_id):
        return Reason.OTHER_COURT
    return Reason.TOO_LATE if payment.received_at >= owed.due_at else None


def part_of(payment: ReceivedPayment, owed: Owed) -> tuple[Money, RequestState]:
    """Return what of a payment is taken, and whether its request is paid with it."""
    part = min(payment.amount, owed.rest)
    return part, RequestState.ACCEPTED if part == owed.rest else RequestState.OPEN


def told(returned: Returned) -> Refusal:
    """Say again why a balance went back; names are never among the numbers."""
    numbers = {"received": returned.amount, "needed": returned.needed}
    return Refusal(returned.reason, RULES[Reason(returned.reason)], numbers)
