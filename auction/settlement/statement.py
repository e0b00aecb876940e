"""What buyer and court are shown of the money: frozen lines, and sums that must agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.ledger.transfer import Purpose
from auction.payments.payout import Clock, clock_of

_IN = (Purpose.DEPOSIT_PAID, Purpose.BALANCE_PAID, Purpose.UNMATCHED_PAID)
_BACK = (Purpose.DEPOSIT_RETURNED, Purpose.BALANCE_RETURNED, Purpose.UNMATCHED_RETURNED)
_TO_CASES = (Purpose.DEPOSIT_APPLIED, Purpose.BALANCE_APPLIED)


@dataclass(frozen=True)
class Sums:
    """All money of a court: what came in, what went back, what its cases have, what we hold."""

    received: Money
    returned: Money
    credited: Money
    held: Money

    @property
    def agree(self) -> bool:
        """Say whether everything that came in went somewhere."""
        return self.received == self.returned + self.credited + self.held


@dataclass(frozen=True)
class CaseCredit:
    """What the account of a case has been credited with."""

    case_id: str
    case_number: str
    account_number: str
    credited: Money


@dataclass(frozen=True)
class PayoutLine:
    """A payout with its clock."""

    transfer_id: str
    round_id: str | None
    title: str
    kind: str
    amount: Money
    due_at: datetime
    attempts: int
    receipt: str
    sent_at: datetime | None

    def clock(self, at: datetime) -> Clock:
        """Say where it stands against its due time."""
        return clock_of(self.due_at, self.sent_at, at=at)


@dataclass(frozen=True)
class OpenBalance:
    """A sold round whose balance is not there."""

    round_id: str
    title: str
    balance: Money
    due_at: datetime
    overdue: bool


@dataclass(frozen=True)
class FinancePage:
    """The money of one court at a glance; the statements have every movement."""

    sums: Sums
    cases: Sequence[CaseCredit]
    balances: Sequence[OpenBalance]
    payouts: Sequence[PayoutLine]


@dataclass(frozen=True)
class BalancePage:
    """What the buyer of a round is shown: the price, what is paid of it, and how to pay the rest.

    ``balance`` is the price less the deposit, ``paid`` the parts of it that arrived.
    """

    round_id: str
    lot_id: str
    title: str
    time_zone: str
    hammer_price: Money
    deposit: Money
    balance: Money
    set_off: Money
    paid: Money
    due_at: datetime
    state: str
    reference: str
    received: bool
    returned: Refusal | None

    @property
    def rest(self) -> Money:
        """Return what is still to be paid, while it is to be paid."""
        return self.balance - self.set_off - self.paid


def sums_of(by_purpose: Mapping[str, int], held: Money) -> Sums:
    """Sum the transfers of a court by where they went, beside what its accounts hold."""

    def over(purposes: Sequence[Purpose]) -> Money:
        return Money(sum(by_purpose.get(purpose.value, 0) for purpose in purposes), held.currency)

    return Sums(received=over(_IN), returned=over(_BACK), credited=over(_TO_CASES), held=held)
