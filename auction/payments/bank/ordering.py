"""A payout as an order to the bank, and what a kept order or line means to whoever asked for it.

Pure.  A refund goes to the account from which the money came, as the bank named it; what belongs to a case
goes to the one account of the case.
"""

from __future__ import annotations

from auction.kernel.refusal import Refusal
from auction.payments.bank import account as rules
from auction.payments.bank.account import AccountVersion
from auction.payments.bank.order import Order, OrderState, end_to_end_of, parse_origin
from auction.payments.bank.placing import GATEWAY, KeptLine, Place
from auction.payments.bank.statement import Party
from auction.payments.bank.words import BankReason
from auction.payments.fact import GatewayLine, LineKind, Moved, MovedState
from auction.payments.payout import Payout, PayoutKind

_STATES = {
    OrderState.WAITING: MovedState.UNDER_WAY,
    OrderState.FILED: MovedState.UNDER_WAY,
    OrderState.SENT: MovedState.SENT,
    OrderState.REFUSED: MovedState.REFUSED,
}
_KINDS = {
    Place.PAYMENT: LineKind.PAYMENT,
    Place.RETURNED: LineKind.REVERSAL,
    Place.FEE: LineKind.FEE,
    Place.FROM_GATEWAY: LineKind.PAID_TO_BANK,
    Place.OTHER: LineKind.OTHER,
}


def judge(payout: Payout, version: AccountVersion | None) -> Refusal | None:
    """Say why a payout cannot leave by the court's bank, or None when it can."""
    no = rules.judge_currency(version, payout.amount.currency)
    if no is not None:
        return no
    order = order_of(payout)
    return order if isinstance(order, Refusal) else None


def order_of(payout: Payout) -> Order | Refusal:
    """Return the order that carries a payout out, or why nobody knows where to."""
    creditor = _creditor(payout)
    if creditor is None:
        return Refusal(BankReason.NO_WAY_BACK, "R-61")
    return Order(
        key=payout.transfer_id,
        end_to_end=end_to_end_of(payout.transfer_id),
        court_id=payout.court_id,
        kind=payout.kind.value,
        amount=payout.amount,
        creditor=creditor,
        text=payout.transfer_id,
    )


def moved_of(order: Order) -> Moved:
    """Say where an order stands, as the port says it."""
    return Moved(
        order.key, _STATES[order.state], order.amount, order.receipt, reason=order.reason, at=order.moved_at
    )


def gateway_line(line: KeptLine, *, kind: str) -> GatewayLine:
    """Return a line as reconciliation reads it; ``kind`` is that of the order which it carries out."""
    paid_out = LineKind.REFUND if kind == PayoutKind.REFUND else LineKind.CASE_CREDIT
    told = _KINDS.get(line.place, paid_out)
    names = {Place.PAYMENT: line.payment_id, Place.FROM_GATEWAY: line.subject.partition(":")[2]}
    subject = names.get(line.place, line.subject or line.id)
    return GatewayLine(GATEWAY, line.id, told, subject, line.amount, line.arrived_at, line.court_id)


def line_of(kind: LineKind, subject: str) -> str:
    """Return the line of a statement that a subject of reconciliation names; empty where it names none."""
    named = {LineKind.PAYMENT: subject.removeprefix(f"{GATEWAY}_"), LineKind.FEE: subject}
    return named.get(kind, "")


def _creditor(payout: Payout) -> Party | None:
    if payout.kind is PayoutKind.REFUND:
        return parse_origin(payout.origin)
    return Party(payout.holder, payout.account_number) if payout.account_number else None
