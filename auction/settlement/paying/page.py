"""What a payer is shown of one request: its ways, its payments and what is still missing.

Pure.  A payment is shown once, as it stands: being checked, taken, or on its way back, whole or the
part that was too much.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money, format_plain
from auction.kernel.refusal import Refusal
from auction.payments.gateway import Ask, Instructions
from auction.payments.received import PaymentRequest, RequestPurpose, RequestState
from auction.payments.words import Reason
from auction.rounds.enough import LIVE
from auction.rounds.lifecycle import State
from auction.rounds.standing import RoundView


class Stand(enum.StrEnum):
    """Where a payment stands."""

    CHECKING = "checking"
    HELD = "held"
    TAKEN = "taken"
    PART_BACK = "part_back"
    BACK = "back"


@dataclass(frozen=True)
class Arrival:
    """A payment that arrived; ``back`` is what of it goes back, and when it left.

    While nobody could place it, it is held until ``held_until`` and then goes back by itself.
    """

    payment_id: str
    amount: Money
    received_at: datetime
    waits: bool
    reason: str = ""
    back: Money | None = None
    back_due_at: datetime | None = None
    back_sent_at: datetime | None = None
    held_until: datetime | None = None

    @property
    def stand(self) -> Stand:
        """Say where it stands."""
        if self.waits:
            return Stand.CHECKING
        if self.held_until is not None:
            return Stand.HELD
        if self.back is None:
            return Stand.BACK if self.reason else Stand.TAKEN
        return Stand.BACK if self.back == self.amount else Stand.PART_BACK

    def told(self, asked: Money) -> Refusal:
        """Say why it, or a part of it, goes back; names are never among the numbers."""
        numbers = {"received": self.amount, "paid": self.amount, "needed": asked, "asked": asked}
        return Refusal(self.reason, "", numbers)

    @property
    def kept(self) -> int:
        """Return what counts towards what was asked, in minor units."""
        if self.stand not in (Stand.TAKEN, Stand.PART_BACK):
            return 0
        return self.amount.minor - (self.back.minor if self.back else 0)


@dataclass(frozen=True)
class Way:
    """One way to pay: how, or why not."""

    gateway: str
    instructions: Instructions | None
    refusal: Refusal | None


@dataclass(frozen=True)
class Asked:
    """A request as its payer sees it."""

    request: PaymentRequest
    lot_id: str
    court_id: str
    title: str
    time_zone: str
    until: datetime
    state: State
    arrivals: tuple[Arrival, ...]

    @property
    def missing(self) -> Money:
        """Return what is still to be paid."""
        return missing_of(self.request, self.arrivals)

    @property
    def plain_missing(self) -> str:
        """Return what is missing as it is typed into a transfer: ``672600.00``."""
        return format_plain(self.missing)

    @property
    def ask(self) -> Ask:
        """Return what a gateway is told: what is missing, and until when paying makes sense."""
        asked = self.request
        return Ask(
            asked.id, asked.reference, asked.purpose, self.missing,
            court_id=self.court_id, lot_id=self.lot_id, title=self.title, expires_at=self.until,
        )  # fmt: skip


def may_pay(asked: Asked, at: datetime) -> Refusal | None:
    """Refuse where paying now serves nothing: the whole is there, or the time for it is over."""
    if asked.missing.minor == 0 or asked.request.state is not RequestState.OPEN:
        return Refusal(Reason.NOTHING_TO_PAY, "")
    if asked.request.purpose is RequestPurpose.BALANCE:
        open_for_it = asked.state is State.SOLD and at < asked.until
    else:
        open_for_it = asked.state is State.SUSPENDED or (asked.state in LIVE and at < asked.until)
    return None if open_for_it else Refusal(Reason.PAYING_OVER, "", {"until": asked.until})


def until_of(request: PaymentRequest, view: RoundView) -> datetime:
    """Return the moment before which the payment must be there: the end of bidding, or the notice's date."""
    deposit = request.purpose is RequestPurpose.DEPOSIT
    return view.board.closes_at if deposit else view.terms.balance_due_at


def missing_of(request: PaymentRequest, arrivals: Sequence[Arrival]) -> Money:
    """Return what of a request has not come yet."""
    if request.state is RequestState.ACCEPTED:
        return Money(0, request.amount.currency)
    kept = sum(each.kept for each in arrivals if each.amount.currency == request.amount.currency)
    return Money(max(0, request.amount.minor - kept), request.amount.currency)
