"""A payout: a posted transfer on its way out through a gateway, and when to try again.

A destination says where the money goes: ``payment:<id>`` sends it back over the payment that
brought it, ``case:<id>`` to the one account of a case, which the gateway is told as
``account:<number>``; until the court has named it, the payout waits.

What a gateway refused and two people send again has a key of its own for each time,
``deposit-out:<enrolment>#2``, so that no answer to an earlier time is taken for one to this.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.ledger.transfer import Transfer
from auction.payments.received import PAPER

FIRST_RETRY_AFTER = timedelta(seconds=5)
# Never rarer than every half hour, so that a short recovery of the bank is not missed in 24 h.
RETRY_AFTER_MAX = timedelta(minutes=30)
_DOUBLINGS_MAX = 9
# What no gateway takes is looked at again after this, so that a mended setting shows soon.
HELD_AFTER = timedelta(minutes=1)
# So often a payout is tried by one gateway under keys of its own, when two people send it again.
TIMES_MAX = 9
_NUMBERED = re.compile(r"#[2-9]$", re.ASCII)


class PayoutKind(enum.StrEnum):
    """Whom the money goes to."""

    REFUND = "REFUND"
    CASE_ACCOUNT = "CASE_ACCOUNT"


class PayoutState(enum.StrEnum):
    """Where a payout stands: UNKNOWN while a call outside may or may not have acted."""

    PENDING = "PENDING"
    UNKNOWN = "UNKNOWN"
    UNDER_WAY = "UNDER_WAY"
    SENT = "SENT"
    REFUSED = "REFUSED"


class Clock(enum.StrEnum):
    """Where money that has to leave stands against its due time (R-61, R-62)."""

    SENT = "sent"
    SENT_LATE = "sent_late"
    RUNNING = "running"
    LATE = "late"


@dataclass(frozen=True)
class Payout:
    """So much to one destination, under the id of its transfer, by a due time.

    ``origin`` is what the payment's gateway said about how to send it back, opened for the gateway
    alone; ``holder`` is whose account the case's one account is.
    """

    transfer_id: str
    kind: PayoutKind
    destination: str
    amount: Money
    due_at: datetime
    attempts: int = 0
    gateway: str = ""
    court_id: str = ""
    lot_id: str = ""
    origin: str = ""
    holder: str = ""
    state: PayoutState = PayoutState.PENDING
    first_attempt_at: datetime | None = None
    # When to look again; of what was refused, since when that is known.
    next_attempt_at: datetime | None = None
    # Which time its gateway has it: two people may send again what was refused.
    number: int = 1
    # Whether the payment that it sends back is disputed: then it is asked for and not sent.
    is_disputed: bool = False
    # The one payment at the same gateway that brought what goes to a case; empty where several did.
    source: str = ""

    @property
    def key(self) -> str:
        """Return the key under which its gateway has it this time."""
        return key_of(self.transfer_id, self.number)

    @property
    def earlier_keys(self) -> tuple[str, ...]:
        """Return the keys under which the same gateway refused it before."""
        return tuple(key_of(self.transfer_id, number) for number in range(1, self.number))

    @property
    def payment_id(self) -> str:
        """Return the payment that a refund sends back; empty for another destination."""
        kind, _, subject = self.destination.partition(":")
        return subject if kind == "payment" else ""

    @property
    def account_number(self) -> str:
        """Return the account of the case that the money goes to; empty for another destination."""
        kind, _, subject = self.destination.partition(":")
        return subject if kind == "account" else ""


def refund_of(back: Transfer, payment_id: str, *, due_at: datetime, gateway: str = PAPER) -> Payout:
    """Return the payout that sends a transfer back over the payment, and the gateway, that brought it."""
    destination = f"payment:{payment_id}"
    return Payout(back.id, PayoutKind.REFUND, destination, back.amount, due_at, gateway=gateway)


def case_credit_of(out: Transfer, *, due_at: datetime, gateway: str = PAPER) -> Payout:
    """Return the payout that takes a transfer from the gateway where it lies to the account of its case."""
    assert out.sale.case_id is not None, "money of a case knows its case"
    destination = f"case:{out.sale.case_id}"
    return Payout(out.id, PayoutKind.CASE_ACCOUNT, destination, out.amount, due_at, gateway=gateway)


def key_of(transfer_id: str, number: int) -> str:
    """Return the key of a payout for one of the times that its gateway has it."""
    assert 1 <= number <= TIMES_MAX, "a payout is sent again a few times at most"
    return transfer_id if number == 1 else f"{transfer_id}#{number}"


def transfer_of(key: str) -> str:
    """Return the transfer that a key of a payout belongs to."""
    return _NUMBERED.sub("", key)


def format_account(account_number: str) -> str:
    """Write the bank account of a case as the gateway is told it."""
    return f"account:{account_number}"


def clock_of(due_at: datetime, sent_at: datetime | None, *, at: datetime) -> Clock:
    """Say where a payout stands: a late one stays a breach after it was sent (R-61)."""
    if sent_at is None:
        return Clock.LATE if at > due_at else Clock.RUNNING
    return Clock.SENT_LATE if sent_at > due_at else Clock.SENT


def retry_after(attempts: int) -> timedelta:
    """Return how long to wait after so many failed attempts: doubling, up to half an hour."""
    assert attempts >= 1, "the first attempt does not wait"
    doublings = min(attempts - 1, _DOUBLINGS_MAX)
    return min(FIRST_RETRY_AFTER * (1 << doublings), RETRY_AFTER_MAX)
