"""Judges a deposit that came in: confirmed, returned with its reason, or not to be decided yet.

Pure.  The amount is exactly the one in the terms (R-30), the payer is the bidder (R-31), and
bidding has not ended, extensions included (R-31).
"""

from __future__ import annotations

from dataclasses import dataclass

from auction.enrolment.eligibility import Course
from auction.kernel.refusal import Refusal
from auction.payments.received import ReceivedPayment, Returned, match
from auction.payments.words import Reason

RULES = {
    Reason.ALREADY_PAID: "R-31",
    Reason.OTHER_CURRENCY: "R-30",
    Reason.OTHER_AMOUNT: "R-30",
    Reason.OTHER_NAME: "R-31",
    Reason.TOO_LATE: "R-31",
}


@dataclass(frozen=True)
class Confirmed:
    """The deposit counts: a bidder code may be given."""


@dataclass(frozen=True)
class NotYet:
    """The end is reached, but bids that came in time may still move it: look again later."""


def judge(
    payment: ReceivedPayment, *, payer: str, bidder: str, course: Course
) -> Confirmed | NotYet | Refusal:
    """Say what becomes of a deposit while its round stands at this point of its course.

    What was paid wrongly goes back at once; a right deposit waits while the end may still move.
    """
    assert payment.request is not None, "a deposit was asked for"
    if reason := match(payment.request, payment, payer=payer, expected=bidder):
        return _refusal(reason, payment)
    if course is Course.OVER:
        return _refusal(Reason.TOO_LATE, payment)
    if course is Course.ENDING:
        return NotYet()
    return Confirmed()


def told(returned: Returned) -> Refusal:
    """Say again why a deposit went back; names are never among the numbers."""
    numbers = {"received": returned.amount, "needed": returned.needed}
    return Refusal(Reason(returned.reason), RULES[Reason(returned.reason)], numbers)


def _refusal(reason: Reason, payment: ReceivedPayment) -> Refusal:
    assert payment.request is not None
    numbers = {"received": payment.amount, "needed": payment.request.amount}
    return Refusal(reason, RULES[reason], numbers)
