"""Judges a deposit that came in: confirmed, returned with its reason, or not to be decided yet.

Pure.  The amount is exactly the one in the terms (R-30), the payer is the bidder (R-31), and
bidding has not ended, extensions included (R-31).
"""

from __future__ import annotations

import enum
import re
import unicodedata
from dataclasses import dataclass

from auction.enrolment.eligibility import Course
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.received import ReceivedPayment, RequestState, Returned


class Reason(enum.StrEnum):
    """Why a deposit goes back.  The order is the order of judging."""

    DEPOSIT_TWICE = "deposit_twice"
    DEPOSIT_AFTER_END = "deposit_after_end"
    DEPOSIT_AMOUNT_DIFFERS = "deposit_amount_differs"
    DEPOSIT_NAME_DIFFERS = "deposit_name_differs"
    DEPOSIT_BARRED = "deposit_barred"


RULES = {
    Reason.DEPOSIT_TWICE: "R-31",
    Reason.DEPOSIT_AFTER_END: "R-31",
    Reason.DEPOSIT_AMOUNT_DIFFERS: "R-30",
    Reason.DEPOSIT_NAME_DIFFERS: "R-31",
    Reason.DEPOSIT_BARRED: "R-35",
}


@dataclass(frozen=True)
class Confirmed:
    """The deposit counts: a bidder code may be given."""


@dataclass(frozen=True)
class NotYet:
    """The end is reached, but bids that came in time may still move it: look again later."""


def judge(
    payment: ReceivedPayment, *, payer: str, bidder: str, course: Course, barred: bool = False
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
    if paid != asked:
        return _refusal(Reason.DEPOSIT_AMOUNT_DIFFERS, paid, asked)
    if not same_name(payer, bidder):
        return _refusal(Reason.DEPOSIT_NAME_DIFFERS, paid, asked)
    if barred:
        return _refusal(Reason.DEPOSIT_BARRED, paid, asked)
    if course is Course.ENDING:
        return NotYet()
    return Confirmed()


def told(returned: Returned) -> Refusal:
    """Say again why a deposit went back; names are never among the numbers."""
    return _refusal(Reason(returned.reason), returned.amount, returned.needed)


def same_name(one: str, other: str) -> bool:
    """Say whether two spellings are the same real name; an empty one is nobody's."""
    return bool(plain_name(one)) and plain_name(one) == plain_name(other)


# Banks write names in capitals, in full-width letters, with other dots and without spaces;
# none of that makes another person.
_DOTS = re.compile("[\u2022\u2027\u30fb\u22c5.\u00b7]")


def plain_name(name: str) -> str:
    """Return a name as banks and people may both write it."""
    spelled = _DOTS.sub("", unicodedata.normalize("NFKC", name))
    return "".join(spelled.split()).casefold()


def _refusal(reason: Reason, paid: Money, asked: Money) -> Refusal:
    return Refusal(reason, RULES[reason], {"paid": paid, "asked": asked})
