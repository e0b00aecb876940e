"""What a line of a bank's statement is to us, and the fact that it tells.

Pure.  What came in is a payment, whatever reference it names or lacks; what left is known by the key of
an order of ours, and by the whole amount; whatever nobody ordered is for a person to look at.
"""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from auction.kernel.money import Money
from auction.payments.bank.order import Order, OrderState, format_origin
from auction.payments.bank.reference import chosen
from auction.payments.bank.statement import Line, Party
from auction.payments.fact import (
    Fact,
    FeeCharged,
    Moved,
    MovedState,
    Nothing,
    PaidToBank,
    PaymentArrived,
    PayoutMoved,
)

GATEWAY = "bank"
RETURNED = "bank_returned"
# Payment services by whose names their own transfers are known on a statement.
SERVICES = ("stripe",)


class Place(enum.StrEnum):
    """What a line is."""

    PAYMENT = "PAYMENT"
    PAID_OUT = "PAID_OUT"
    RETURNED = "RETURNED"
    FEE = "FEE"
    FROM_GATEWAY = "FROM_GATEWAY"
    OTHER = "OTHER"


@dataclass(frozen=True)
class OnItsWay:
    """Money that a payment service says it sent to our banks, and that has not arrived yet."""

    gateway: str
    payout_id: str
    amount: Money

    @property
    def subject(self) -> str:
        """Return the name under which a line of it is kept."""
        return f"{self.gateway}:{self.payout_id}"


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
    def tells_who(self) -> bool:
        """Say whether the line names whose account is at its other end, or a text that may."""
        return bool(self.party.name or self.party.account or self.text)

    @property
    def payment_id(self) -> str:
        """Return the id of the payment that it is."""
        return f"{GATEWAY}_{self.id}"


@dataclass(frozen=True)
class Placed:
    """A new line with what it is, and the order as it stands after it, if it belongs to one."""

    key: str
    line: Line
    place: Place
    subject: str
    moved: Order | None = None


def place_all(
    new: Sequence[tuple[str, Line]],
    *,
    orders: Mapping[str, Order],
    known: frozenset[str],
    arrived_at: Callable[[Line], datetime],
    on_its_way: Sequence[OnItsWay] = (),
) -> list[Placed]:
    """Place the new lines of a statement one after another, so that a line sees what the one before moved."""
    standing, left, found = dict(orders), list(on_its_way), list[Placed]()
    for key, line in new:
        what, subject = place(line, orders=standing)
        moved = None
        if what in (Place.PAID_OUT, Place.RETURNED):
            moved = move(standing[line.end_to_end], what, receipt=key, at=arrived_at(line))
            standing[line.end_to_end] = moved
        if what is Place.PAYMENT:
            what, subject = _place_payment(line, known=known, left=left)
            left = [each for each in left if each.subject != subject]
        found.append(Placed(key, line, what, subject, moved))
    return found


def _place_payment(line: Line, *, known: frozenset[str], left: Sequence[OnItsWay]) -> tuple[Place, str]:
    """Say whether what came in is somebody's payment, or our own money on its way from a payment service."""
    reference = chosen(words_of(line), known)
    told = f"{line.party.name} {words_of(line)}".casefold()
    services = [name for name in SERVICES if name in told]
    if reference or not services:
        return Place.PAYMENT, reference
    fitting = [each for each in left if each.gateway in services and each.amount == line.amount]
    named = [each for each in fitting if each.payout_id.casefold() in told]
    first = next(iter(named or fitting), None)
    return (Place.OTHER, "") if first is None else (Place.FROM_GATEWAY, first.subject)


def words_of(line: Line) -> str:
    """Return all in which a payer may have written a reference."""
    return f"{line.text} {line.end_to_end}"


def move(order: Order, found: Place, *, receipt: str, at: datetime) -> Order:
    """Return an order as it stands after a line of it: what came back stays so, whatever comes first."""
    if found is Place.RETURNED:
        return replace(order, state=OrderState.REFUSED, reason=RETURNED, moved_at=at)
    if order.state is OrderState.REFUSED:
        return replace(order, receipt=receipt)
    return replace(order, state=OrderState.SENT, receipt=receipt, moved_at=at)


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
    if line.place is Place.FROM_GATEWAY:
        gateway, _, payout_id = line.subject.partition(":")
        return PaidToBank(gateway, payout_id, line.amount, MovedState.SENT, court_id=line.court_id)
    return Nothing("bank_line_unknown")
