"""The transfers by which a payment enters the ledger, is taken whole or in part, or goes back.

Pure.  What is right at once enters where it belongs.  What was not plain, or is more than was asked,
enters an account of its own first, and from there the right part is taken and the rest owed back.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.ledger import accounts
from auction.ledger.accounts import Account
from auction.ledger.transfer import NO_SALE, Purpose, Sale, Transfer, money_back_id, money_in_id, taken_id
from auction.payments.clearing import clearing_of
from auction.payments.received import ReceivedPayment


@dataclass(frozen=True)
class Accepted:
    """A payment that is taken: the part, where to, for what, in which sale."""

    payment: ReceivedPayment
    amount: Money
    credit: Account
    purpose: Purpose
    sale: Sale


@dataclass(frozen=True)
class Entered:
    """What is posted for a payment: what comes before, the taking, and the rest that goes back."""

    taken: Transfer
    before: tuple[Transfer, ...] = ()
    back: Transfer | None = None

    @property
    def backs(self) -> list[Transfer]:
        """Return what goes back of it: one transfer or none."""
        return [self.back] if self.back else []

    @property
    def transfers(self) -> list[Transfer]:
        """Return all of them in the order of posting."""
        return [*self.before, self.taken, *self.backs]


def take(accepted: Accepted, *, is_held: bool, at: datetime) -> Entered:
    """Return how a payment is taken; one that is held lies on its own account already."""
    payment = accepted.payment
    assert accepted.amount.minor <= payment.amount.minor, "no more is taken than came"
    if accepted.amount == payment.amount and not is_held:
        return Entered(_money_in(payment, accepted.credit, accepted.purpose, sale=accepted.sale, at=at))
    own = accounts.unmatched(payment.id, payment.amount.currency)
    before = () if is_held else (hold(payment, sale=accepted.sale, at=at),)
    taken = Transfer(
        id=taken_id(payment.id),
        debit=own,
        credit=accepted.credit,
        amount=accepted.amount,
        purpose=Purpose.UNMATCHED_TAKEN,
        posted_at=at,
        sale=accepted.sale,
    )
    rest = payment.amount - accepted.amount
    back = give_back(payment, rest, sale=accepted.sale, at=at) if rest.minor > 0 else None
    return Entered(taken, before, back)


def hold(payment: ReceivedPayment, *, sale: Sale, at: datetime) -> Transfer:
    """Return the transfer by which a payment enters an account of its own."""
    own = accounts.unmatched(payment.id, payment.amount.currency)
    return _money_in(payment, own, Purpose.UNMATCHED_PAID, sale=sale, at=at)


def turn_back(payment: ReceivedPayment, held: Money, *, sale: Sale, at: datetime) -> list[Transfer]:
    """Return how a payment goes back: what is held of it, or all of it over an account of its own."""
    if held.minor > 0:
        return [give_back(payment, held, sale=sale, at=at)]
    return [hold(payment, sale=sale, at=at), give_back(payment, payment.amount, sale=sale, at=at)]


def give_back(payment: ReceivedPayment, amount: Money, *, sale: Sale, at: datetime) -> Transfer:
    """Return the transfer by which what is left of a payment is owed back to its payer."""
    currency = payment.amount.currency
    return Transfer(
        id=money_back_id(payment.id),
        debit=accounts.unmatched(payment.id, currency),
        credit=accounts.payable(payment.id, currency),
        amount=amount,
        purpose=Purpose.UNMATCHED_RETURNED,
        posted_at=at,
        sale=_sale_of(payment, sale),
    )


def _money_in(
    payment: ReceivedPayment, credit: Account, purpose: Purpose, *, sale: Sale, at: datetime
) -> Transfer:
    currency = payment.amount.currency
    return Transfer(
        id=money_in_id(payment.id),
        debit=clearing_of(payment.gateway, court_id=payment.court_id, currency=currency),
        credit=credit,
        amount=payment.amount,
        purpose=purpose,
        posted_at=at,
        sale=_sale_of(payment, sale),
    )


def _sale_of(payment: ReceivedPayment, sale: Sale) -> Sale:
    """Return of which sale a payment is; what came to a court's bank is in its books, whoever meant what."""
    return Sale(court_id=payment.court_id) if sale == NO_SALE and payment.court_id else sale
