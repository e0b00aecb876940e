"""A received payment, and whether it is what was asked.

Only the whole amount, in the currency asked, from an account in the bidder's own name is taken
(R-31, R-63).  A part payment or a stranger's payment goes back with its reason.  At a bank people
write amounts by hand: there a part of a balance is kept, and of too much only the rest goes back.
"""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.payments.words import Reason

# The gateway that is no machine: the court's own account, and statements of it.
BANK = "bank"
# The gateway that is always there in a demonstration.
PAPER = "paper"


class RequestPurpose(enum.StrEnum):
    """What a request asks for."""

    DEPOSIT = "DEPOSIT"
    BALANCE = "BALANCE"


class RequestState(enum.StrEnum):
    """Where a request stands."""

    OPEN = "OPEN"
    RECEIVED = "RECEIVED"
    ACCEPTED = "ACCEPTED"


@dataclass(frozen=True)
class PaymentRequest:
    """What somebody is asked to pay, under which reference."""

    id: str
    reference: str
    purpose: RequestPurpose
    subject_id: str
    account_id: str
    round_id: str
    amount: Money
    state: RequestState
    asked_at: datetime


@dataclass(frozen=True)
class ReceivedPayment:
    """Money that the gateway received, with the request it names, if it names one."""

    id: str
    amount: Money
    sealed_payer_name: bytes
    received_at: datetime
    request: PaymentRequest | None
    gateway: str = PAPER
    court_id: str = ""
    # Finance has looked at it and said for which request it counts, so its payer's name is not judged.
    is_placed: bool = False


@dataclass(frozen=True)
class Returned:
    """A payment that went back: what it was, what was asked, and why."""

    payment_id: str
    amount: Money
    needed: Money
    reason: str
    returned_at: datetime


# Middle dots of half a dozen keyboards; as a dot no two names differ by it.
_DOTS = frozenset("\u00b7\u2022\u2027\u30fb\u22c5.")


def match(
    request: PaymentRequest, payment: ReceivedPayment, *, payer: str, expected: str, rest: Money | None = None
) -> Reason | None:
    """Say why the payment is not what the request asked, or None when it is.

    ``rest`` is what is still to be paid, where a part was paid before.
    """
    rest = rest or request.amount
    if request.state is RequestState.ACCEPTED:
        return Reason.ALREADY_PAID
    if payment.amount.currency != request.amount.currency:
        return Reason.OTHER_CURRENCY
    if payment.amount != rest and payment.gateway != BANK:
        return Reason.OTHER_AMOUNT
    if not payment.is_placed and not same_name(payer, expected):
        return Reason.OTHER_NAME
    return None


def same_name(one: str, other: str) -> bool:
    """Say whether two spellings are one name; an empty one is nobody's."""
    return bool(plain_name(one)) and plain_name(one) == plain_name(other)


def plain_name(name: str) -> str:
    """Return a name as banks and people may both write it.

    Banks print names in full-width letters, in capitals, without spaces between words and with
    another dot between the parts of a name; none of that makes another person.
    """
    folded = unicodedata.normalize("NFKC", name).casefold()
    return "".join(letter for letter in folded if not letter.isspace() and letter not in _DOTS)


def format_reference(first: str, second: str) -> str:
    """Join two random codes to a reference that people can copy from paper: ``K7F3K-9XQ2M``."""
    return f"{first}-{second}"
