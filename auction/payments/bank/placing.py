"""What a line of a bank's statement is to us, and the fact that it tells.

Pure.  What came in is a payment, whatever reference it names or lacks; what left is known by the key of
an order of ours, and by the whole amount; whatever nobody ordered is for a person to look at.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.payments.bank.order import Order, OrderState, format_origin
from auction.payments.bank.statement import Line, Party
from auction.payments.fact import Fact, FeeCharged, Moved, MovedState, Nothing, PaymentArrived, PayoutMoved

GATEWAY = "bank"
RETURNED = "bank_returned"


class Place(enum.StrEnum):
    """What a line is."""

    PAYMENT = "PAYMENT"
    PAID_OUT = "PAID_OUT"
    RETURNED = "RETURNED"
    FEE = "FEE"
    OTHER = "OTHER"


@dataclass(frozen=True)
class KeptLine:
    """A line as it is kept: its key, whose account it is of, and what it is to us.

    ``subject`` is the reference that a payment names, or the key of the order that a payout carries out.
    """

    id: str
    court_id: str
    position: str
    place: Place
    subject: str
    amount: Money
    arrived_at: datetime
    party: Party
    text: str
    reason: str = ""

    @property
    def payment_id(self) -> str:
        """Return the id of the payment that it is."""
        return f"{GATEWAY}_{self.id}"


def place(line: Line, *, orders: Mapping[str, Order]) -> tuple[Place, str]:
    """Say what a line is, and the key of the order that it belongs to, if it does."""
    order = orders.get(line.end_to_end)
    if line.amount.minor == 0:
        return Place.OTHER, ""
    if order is None:
        return _place_alone(line), ""
    if abs(line.amount.minor) != order.amount.minor or line.amount.currency != order.amount.currency:
        return Place.OTHER, ""
    return (Place.RETURNED if line.amount.minor > 0 else Place.PAID_OUT), order.key


def _place_alone(line: Line) -> Place:
    if line.amount.minor > 0:
        # What came back without our key would go out again as if somebody had paid it.
        return Place.OTHER if line.is_returned else Place.PAYMENT
    return Place.FEE if line.is_fee else Place.OTHER


def state_after(order: Order, place_found: Place) -> OrderState:
    """Return where an order stands after a line of it: what came back stays refused, whatever comes first."""
    if order.state is OrderState.REFUSED or place_found is Place.RETURNED:
        return OrderState.REFUSED
    return OrderState.SENT


def fact_of(line: KeptLine) -> Fact:
    """Return the fact that a line tells."""
    positive = Money(abs(line.amount.minor), line.amount.currency)
    if line.place is Place.PAYMENT:
        return PaymentArrived(
            gateway=GATEWAY,
            payment_id=line.payment_id,
            reference=line.subject,
            amount=line.amount,
            payer_name=line.party.name,
            received_at=line.arrived_at,
            origin=format_origin(line.party),
            court_id=line.court_id,
        )
    if line.place is Place.PAID_OUT:
        sent = Moved(line.subject, MovedState.SENT, positive, receipt=line.id, at=line.arrived_at)
        return PayoutMoved(GATEWAY, sent)
    if line.place is Place.RETURNED:
        back = Moved(line.subject, MovedState.REFUSED, positive, reason=RETURNED, at=line.arrived_at)
        return PayoutMoved(GATEWAY, back)
    if line.place is Place.FEE:
        return FeeCharged(GATEWAY, line.id, positive, court_id=line.court_id)
    return Nothing("bank_line_unknown")
