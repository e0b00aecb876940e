"""A transfer: one movement between two accounts, one debit, one credit, never changed.

Its id is made from what it does, before the first attempt, so a second attempt at the same act
is the same transfer and a different act under the same id is a mistake that shows.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from auction.kernel.money import Money
from auction.ledger.accounts import Account, Kind


class Purpose(enum.StrEnum):
    """Why money moves.  Each purpose is one way between two kinds of accounts."""

    DEPOSIT_PAID = "DEPOSIT_PAID"
    DEPOSIT_RETURNED = "DEPOSIT_RETURNED"
    DEPOSIT_APPLIED = "DEPOSIT_APPLIED"
    BALANCE_PAID = "BALANCE_PAID"
    BALANCE_APPLIED = "BALANCE_APPLIED"
    UNMATCHED_PAID = "UNMATCHED_PAID"
    UNMATCHED_RETURNED = "UNMATCHED_RETURNED"


WAYS = {
    Purpose.DEPOSIT_PAID: (Kind.PAYMENTS, Kind.DEPOSIT),
    Purpose.DEPOSIT_RETURNED: (Kind.DEPOSIT, Kind.PAYMENTS),
    Purpose.DEPOSIT_APPLIED: (Kind.DEPOSIT, Kind.CASE),
    Purpose.BALANCE_PAID: (Kind.PAYMENTS, Kind.BALANCE),
    Purpose.BALANCE_APPLIED: (Kind.BALANCE, Kind.CASE),
    Purpose.UNMATCHED_PAID: (Kind.PAYMENTS, Kind.UNMATCHED),
    Purpose.UNMATCHED_RETURNED: (Kind.UNMATCHED, Kind.PAYMENTS),
}


@dataclass(frozen=True, slots=True)
class Sale:
    """Which sale a transfer belongs to; all empty for money that nobody can place."""

    court_id: str | None = None
    case_id: str | None = None
    lot_id: str | None = None
    round_id: str | None = None


NO_SALE = Sale()


@dataclass(frozen=True, slots=True)
class Transfer:
    """So much from the debited to the credited account, for one purpose, once."""

    id: str
    debit: Account
    credit: Account
    amount: Money
    purpose: Purpose
    posted_at: datetime
    sale: Sale = NO_SALE

    def __post_init__(self) -> None:
        assert 0 < len(self.id) <= 64, "a transfer has an id of at most 64 characters"
        assert self.amount.minor > 0, "a transfer moves something"
        assert (self.debit.kind, self.credit.kind) == WAYS[self.purpose], "a purpose is one way"

    def same_act(self, other: Transfer) -> bool:
        """Say whether another attempt is the same act; only its time may differ."""
        mine = (self.id, self.debit, self.credit, self.amount, self.purpose, self.sale)
        return mine == (other.id, other.debit, other.credit, other.amount, other.purpose, other.sale)


def money_in_id(payment_id: str) -> str:
    """Return the id of the one transfer by which a payment enters the ledger."""
    return f"in:{payment_id}"


def money_back_id(payment_id: str) -> str:
    """Return the id of the one transfer by which an unmatched payment goes back."""
    return f"back:{payment_id}"


def deposit_out_id(enrolment_id: str) -> str:
    """Return the id of the one transfer that ends a deposit, returned or applied."""
    return f"deposit-out:{enrolment_id}"


def balance_out_id(round_id: str) -> str:
    """Return the id of the one transfer that takes a round's balance to the case account."""
    return f"balance-out:{round_id}"


def accounts_of(transfers: Iterable[Transfer]) -> list[tuple[Account, str]]:
    """Return each account that the transfers touch, once, with its currency, in a fixed order."""
    touched = {
        account.id: (account, transfer.amount.currency)
        for transfer in transfers
        for account in (transfer.debit, transfer.credit)
    }
    return [touched[account_id] for account_id in sorted(touched)]
