"""What a gateway tells us, in our own words: the facts behind a message, and the lines of a statement.

Pure.  A message only names an object; its gateway reads the present state of that object and says
all of it, so a fact may come in any order and number of copies and ends the same.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money


class MovedState(enum.StrEnum):
    """Where money on its way out stands; NEVER_THERE where a gateway that was asked never had it."""

    UNDER_WAY = "UNDER_WAY"
    SENT = "SENT"
    REFUSED = "REFUSED"
    NEVER_THERE = "NEVER_THERE"


class DisputeState(enum.StrEnum):
    """Where a dispute over a payment stands."""

    OPEN = "OPEN"
    WON = "WON"
    LOST = "LOST"


class LineKind(enum.StrEnum):
    """What a line of a gateway's statement is about."""

    PAYMENT = "PAYMENT"
    REFUND = "REFUND"
    CASE_CREDIT = "CASE_CREDIT"
    REVERSAL = "REVERSAL"
    FEE = "FEE"
    PAID_TO_BANK = "PAID_TO_BANK"
    DISPUTE = "DISPUTE"
    DISPUTE_WON = "DISPUTE_WON"
    TOP_UP = "TOP_UP"
    OTHER = "OTHER"


@dataclass(frozen=True)
class Moved:
    """What became of one payout, by our key: under way, sent with a receipt, or refused with a reason."""

    key: str
    state: MovedState
    amount: Money
    receipt: str = ""
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class PaymentArrived:
    """Money came in.

    ``origin`` says how it can be sent back (at a bank the payer's account) and is sealed when kept;
    ``received_at`` is the gateway's own time, if it says one.  ``court_id`` is the court whose account
    at a bank it came to; a payment service keeps one for all courts.
    """

    gateway: str
    payment_id: str
    reference: str
    amount: Money
    payer_name: str
    received_at: datetime | None = None
    fee: Money | None = None
    origin: str = ""
    court_id: str = ""


@dataclass(frozen=True)
class PayoutMoved:
    """One of our payouts moved, or was refused."""

    gateway: str
    moved: Moved


@dataclass(frozen=True)
class DisputeMoved:
    """A payer disputes a payment, or the dispute ended."""

    gateway: str
    dispute_id: str
    payment_id: str
    amount: Money
    state: DisputeState
    fee: Money | None = None


@dataclass(frozen=True)
class PaidToBank:
    """The gateway sends what lies with it to our account at a bank.

    ``court_id`` is the court whose account it arrived on, once that bank's own statement says so.
    """

    gateway: str
    payout_id: str
    amount: Money
    state: MovedState
    court_id: str = ""


@dataclass(frozen=True)
class FeeCharged:
    """The gateway took a fee; the operator's expense, in no case.  A bank took it of a court's account."""

    gateway: str
    fee_id: str
    amount: Money
    court_id: str = ""


@dataclass(frozen=True)
class Nothing:
    """A message that tells nothing of ours, and why."""

    reason: str


Fact = PaymentArrived | PayoutMoved | DisputeMoved | PaidToBank | FeeCharged | Nothing


@dataclass(frozen=True)
class GatewayLine:
    """One line of a gateway's statement; the amount is signed as the gateway's own balance moves.

    ``court_id`` is the court whose account at a bank it stands on.
    """

    gateway: str
    id: str
    kind: LineKind
    subject: str
    amount: Money
    at: datetime
    court_id: str = ""
