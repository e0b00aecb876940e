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


class Reason(enum.StrEnum):
    """Why a deposit goes back.  The order is the order of judging."""

    DEPOSIT_TWICE = "deposit_twice"
    DEPOSIT_AFTER_END = "deposit_after_end"
    DEPOSIT_AMOUNT_DIFFERS = "deposit_amount_differs"
    DEPOSIT_NAME_DIFFERS = "deposit_name_differs"


RULES = {
    Reason.DEPOSIT_TWICE: "R-31",
    Reason.DEPOSIT_AFTER_END: "R-31",
    Reason.DEPOSIT_AMOUNT_DIFFERS: "R-30",
    Reason.DEPOSIT_NAME_DIFFERS: "R-31",
}


@dataclass(frozen=True)
class Deposit:
    """A deposit as it came in, beside what was asked for."""

    paid: Money
    asked: Money
    payer_name: str
    bidder_name: str
    admitted_already: bool


@dataclass(frozen=True)
class Confirmed:
    """The deposit counts: a bidder code may be given."""


@dataclass(frozen=True)
class NotYet:
    """The end is reached, but bids that came in time may still move it: look again later."""


def judge(deposit: Deposit, course: Course) -> Confirmed | NotYet | Refusal:
    """Say what becomes of a deposit while its round stands at this point of its course."""
    if deposit.admitted_already:
        return refusal_of(Reason.DEPOSIT_TWICE, deposit.paid, deposit.asked)
    if course is Course.OVER:
        return refusal_of(Reason.DEPOSIT_AFTER_END, deposit.paid, deposit.asked)
    if deposit.paid != deposit.asked:
        return refusal_of(Reason.DEPOSIT_AMOUNT_DIFFERS, deposit.paid, deposit.asked)
    if not same_name(deposit.payer_name, deposit.bidder_name):
        return refusal_of(Reason.DEPOSIT_NAME_DIFFERS, deposit.paid, deposit.asked)
    if course is Course.ENDING:
        return NotYet()
    return Confirmed()


def refusal_of(reason: Reason, paid: Money, asked: Money) -> Refusal:
    """Say again why a deposit went back, from what is kept of it; names are never among it."""
    return Refusal(reason, RULES[reason], {"paid": paid, "asked": asked})


# Banks write names in capitals, in full-width letters, with other dots and with or without
# spaces; none of that makes another person.
_DOTS = re.compile("[\u2022\u2027\u30fb\u22c5.]")
_SPACES_IN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff\u00b7]) | (?=[\u3400-\u9fff\u00b7])")


def same_name(one: str, other: str) -> bool:
    """Say whether two spellings are the same real name; an empty one is nobody's."""
    return bool(_plain(one)) and _plain(one) == _plain(other)


def _plain(name: str) -> str:
    spelled = " ".join(unicodedata.normalize("NFKC", name).split())
    return _SPACES_IN_CHINESE.sub("", _DOTS.sub("\u00b7", spelled)).casefold()
