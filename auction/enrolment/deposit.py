"""Judges a deposit that came in: confirmed, returned with its reason, or not to be decided yet.

Pure.  The amount is exactly the one in the terms (R-30), the payer is the bidder (R-31), and
bidding has not ended, extensions included (R-31).  At a bank, where people write amounts by hand,
more than that is taken in part, and the rest goes back; whom finance placed is not judged by name.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from auction.enrolment.eligibility import Course
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.received import BANK, ReceivedPayment, RequestState, Returned, same_name
from auction.payments.words import Reason as PaymentReason


class Reason(enum.StrEnum):
    """Why a deposit goes back.  The order is the order of judging."""

    DEPOSIT_TWICE = "deposit_twice"
    DEPOSIT_AFTER_END = "deposit_after_end"
    DEPOSIT_AMOUNT_DIFFERS = "deposit_amount_differs"
    DEPOSIT_NAME_DIFFERS = "deposit_name_differs"
    DEPOSIT_TO_OTHER_COURT = "deposit_to_other_court"
    DEPOSIT_BARRED = "deposit_barred"


RULES = {
    Reason.DEPOSIT_TWICE: "R-31",
    Reason.DEPOSIT_AFTER_END: "R-31",
    Reason.DEPOSIT_AMOUNT_DIFFERS: "R-30",
    Reason.DEPOSIT_NAME_DIFFERS: "R-31",
    Reason.DEPOSIT_TO_OTHER_COURT: "R-90",
    Reason.DEPOSIT_BARRED: "R-35",
}


@dataclass(frozen=True)
class Confirmed:
    """The deposit counts: a bidder code may be given."""


@dataclass(frozen=True)
class NotYet:
    """The end is reached, but bids that came in time may still move it: look again later."""


@dataclass(frozen=True)
class Names:
    """Who paid, by the bank, and who bids; at a bank also to which court the payment should come."""

    payer: str
    bidder: str
    court_id: str = ""


def judge(
    payment: ReceivedPayment, names: Names, *, course: Course, barred: bool = False
) -> Confirmed | NotYet | Refusal:
    """Say what becomes of a deposit while its round stands at this point of its course.

    What was paid wrongly goes back at once; a right deposit waits while the end may still move.
    """
    assert payment.request is not None, "a deposit was asked for"
    paid, asked = payment.amount, payment.request.amount
    if payment.request.state is RequestState.ACCEPTED:
        return _refusal(Reason.DEPOSIT_TWICE, paid, asked)
    if course is Course.OVER:
        return _refusal(Reason.DEPOSIT_AFTER_END, paid, asked)
    if paid != asked and not _is_split(payment, asked):
        return _refusal(Reason.DEPOSIT_AMOUNT_DIFFERS, paid, asked)
    if not payment.is_placed and not same_name(names.payer, names.bidder):
        return _refusal(Reason.DEPOSIT_NAME_DIFFERS, paid, asked)
    if payment.court_id not in ("", names.court_id):
        return _refusal(Reason.DEPOSIT_TO_OTHER_COURT, paid, asked)
    if barred:
        return _refusal(Reason.DEPOSIT_BARRED, paid, asked)
    if course is Course.ENDING:
        return NotYet()
    return Confirmed()


def _is_split(payment: ReceivedPayment, asked: Money) -> bool:
    """Say whether a payment is more than was asked, of which a bank's payer gets the rest back."""
    same_currency = payment.amount.currency == asked.currency
    return payment.gateway == BANK and same_currency and asked < payment.amount


def told(returned: Returned) -> Refusal:
    """Say again why a deposit went back; names are never among the numbers."""
    if returned.reason == PaymentReason.TOO_MUCH:
        numbers = {"received": returned.amount, "needed": returned.needed}
        return Refusal(PaymentReason.TOO_MUCH, "R-30", numbers)
    return _refusal(Reason(returned.reason), returned.amount, returned.needed)


def _refusal(reason: Reason, paid: Money, asked: Money) -> Refusal:
    return Refusal(reason, RULES[reason], {"paid": paid, "asked": asked})
