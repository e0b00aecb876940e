"""What is kept of enrolments, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auction.enrolment.steps import Result, Step
from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.received import PaymentRequest
from auction.rounds.standing import RoundView


@dataclass(frozen=True)
class Enrolled:
    """One person's application to bid in one round; the code is there once admitted."""

    id: str
    round_id: str
    account_id: str
    state: str
    deposit_state: str
    bidder_code: str | None
    rank: int | None
    begun_at: datetime
    admitted_at: datetime | None


@dataclass(frozen=True)
class WaitingDeposit:
    """A payment that came in for an enrolment and has no verdict yet."""

    payment_id: str
    enrolment_id: str
    round_id: str
    account_id: str


@dataclass(frozen=True)
class Refund:
    """A deposit on its way back: when it must be there, and when it was sent."""

    amount: Money
    due_at: datetime
    sent_at: datetime | None

    def late(self, at: datetime) -> bool:
        """Say whether the refund broke, or is breaking, its 24 hours (R-61)."""
        return (self.sent_at or at) > self.due_at


@dataclass(frozen=True)
class EnrolmentPage:
    """Everything that one bidder is shown about the own enrolment in one round."""

    view: RoundView
    step: Step
    enrolled: Enrolled | None
    acknowledged: Mapping[int, datetime]
    request: PaymentRequest | None
    returned: Refusal | None
    result: Result | None
    refund: Refund | None
    barred: Refusal | None
    due: Money
    is_agent: bool
    may_enter_as_agent: bool
