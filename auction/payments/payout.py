"""A payout: a posted transfer on its way out through the gateway, and when to try again.

A destination says where the money goes: ``payment:<id>`` sends it back over the payment that
brought it, ``account:<number>`` to the bank account of a case.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.ledger.transfer import Transfer

FIRST_RETRY_AFTER = timedelta(seconds=5)
# Never rarer than every half hour, so that a short recovery of the bank is not missed in 24 h.
RETRY_AFTER_MAX = timedelta(minutes=30)
_DOUBLINGS_MAX = 9


class PayoutKind(enum.StrEnum):
    """Whom the money goes to."""

    REFUND = "REFUND"
    CASE_ACCOUNT = "CASE_ACCOUNT"


@dataclass(frozen=True)
class Payout:
    """So much to one destination, under the id of its transfer, by a due time."""

    transfer_id: str
    kind: PayoutKind
    destination: str
    amount: Money
    due_at: datetime
    attempts: int = 0

    @classmethod
    def of(cls, moved: Transfer, kind: PayoutKind, destination: str, *, due_at: datetime) -> Payout:
        """Make the payout of a transfer: same id, same amount."""
        return cls(moved.id, kind, destination, moved.amount, due_at)


def format_payment(payment_id: str) -> str:
    """Write the destination back over a payment."""
    return f"payment:{payment_id}"


def format_account(account_number: str) -> str:
    """Write the destination of a bank account."""
    return f"account:{account_number}"


def retry_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubling, up to half an hour."""
    assert attempts >= 1, "the first attempt does not wait"
    doublings = min(attempts - 1, _DOUBLINGS_MAX)
    return min(FIRST_RETRY_AFTER * (1 << doublings), RETRY_AFTER_MAX)
