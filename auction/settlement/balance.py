"""Judges the payment of a balance: taken, or back with its reason.

Pure.  Exactly the whole balance, in the buyer's own name, received before the date in the notice
passed (R-63).  What comes later goes back: whether a late buyer defaults or may still pay is the
court's decision, and no clock and no payment takes it away from the court.
"""

from __future__ import annotations

from datetime import datetime

from auction.kernel.refusal import Refusal
from auction.payments.received import ReceivedPayment, Returned, match
from auction.payments.words import Reason

RULES = {
    Reason.ALREADY_PAID: "R-63",
    Reason.OTHER_CURRENCY: "R-63",
    Reason.OTHER_AMOUNT: "R-63",
    Reason.OTHER_NAME: "R-31",
    Reason.TOO_LATE: "R-63",
}


def judge(payment: ReceivedPayment, *, payer: str, buyer: str, due_at: datetime) -> Reason | None:
    """Say why the payment goes back, or None when it is the balance."""
    assert payment.request is not None, "a balance was asked for"
    if reason := match(payment.request, payment, payer=payer, expected=buyer):
        return reason
    return Reason.TOO_LATE if payment.received_at >= due_at else None


def told(returned: Returned) -> Refusal:
    """Say again why a balance went back; names are never among the numbers."""
    numbers = {"received": returned.amount, "needed": returned.needed}
    return Refusal(returned.reason, RULES[Reason(returned.reason)], numbers)
