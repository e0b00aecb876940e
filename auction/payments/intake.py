"""What one fact comes to, and what becomes of a payment that cannot be taken as it is.

Pure.  A message never fails: what cannot be read or placed is named and kept.  Money nobody asked for
goes back at once; at a bank, where people write references by hand, finance may place it first.
"""

from __future__ import annotations

import enum
from collections.abc import Collection, Mapping, Sequence

from auction.payments.fact import DisputeMoved, FeeCharged, PaymentArrived
from auction.payments.received import BANK, PaymentRequest
from auction.payments.words import Reason


class Result(enum.StrEnum):
    """What a message or a fact came to."""

    RECEIVED = "received"
    REPEATED = "payment_repeated"
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_REFERENCE = "unknown_reference"
    UNREADABLE = "unreadable"
    MOVED = "moved"
    CHARGED = "charged"
    NOTHING_NEW = "nothing_new"
    NOT_OURS = "not_ours"
    OTHER_AMOUNT = "other_amount"


class Turn(enum.StrEnum):
    """What becomes of a payment that is not taken."""

    BACK = "back"
    HELD = "held"


# Reasons that a person may resolve: the money came, but from whom or for what is not plain.
_RESOLVABLE = frozenset({Reason.REFERENCE_UNKNOWN, Reason.OTHER_NAME, "deposit_name_differs"})
_QUIET = frozenset({Result.REPEATED, Result.NOTHING_NEW})
RESULT_LENGTH_MAX = 32


def place(fact: PaymentArrived, *, known: Collection[str], requests: Mapping[str, PaymentRequest]) -> Result:
    """Say what a payment comes to, given the payments we know and the requests that stand."""
    if fact.payment_id in known:
        return Result.REPEATED
    return Result.RECEIVED if fact.reference in requests else Result.UNKNOWN_REFERENCE


def turn(gateway: str, reason: str, *, is_placed: bool = False) -> Turn:
    """Say whether a payment that is not taken goes back at once or waits for finance.

    What finance has placed already and is still not right goes back: nobody places twice.
    """
    waits = gateway == BANK and reason in _RESOLVABLE and not is_placed
    return Turn.HELD if waits else Turn.BACK


def fees_of(fact: PaymentArrived | DisputeMoved) -> list[FeeCharged]:
    """Return the fee that a gateway took for a payment or a dispute: one or none."""
    if fact.fee is None or fact.fee.minor == 0:
        return []
    subject = fact.payment_id if isinstance(fact, PaymentArrived) else fact.dispute_id
    court_id = fact.court_id if isinstance(fact, PaymentArrived) else ""
    return [FeeCharged(fact.gateway, subject, fact.fee, court_id)]


def summary(results: Sequence[str]) -> str:
    """Return what a whole message came to: the first result that is news, else the first."""
    news = [result for result in results if result not in _QUIET]
    return (news or list(results) or [Result.NOTHING_NEW])[0][:RESULT_LENGTH_MAX]
