"""The chart of accounts: thirteen kinds, and none that could receive a commission (R-75).

An account's id says its kind, whose it is and its currency: ``deposit:<enrolment>:CNY``.  There is
no list of accounts beside the chart, so none can be opened that the chart does not know.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from auction.kernel.money import MINOR_DIGITS


class Kind(enum.StrEnum):
    """What an account is for; its value is the first word of the account's id."""

    # What lies somewhere, or has gone: the debit side.
    GATEWAY = "gateway"
    BANK = "bank"
    TRANSIT = "transit"
    CASE_BANK = "casebank"
    SET_OFF = "setoff"
    DISPUTE = "dispute"
    EXPENSE = "expense"
    # Whose it is: the credit side.
    DEPOSIT = "deposit"
    PAYABLE = "payable"
    BALANCE = "balance"
    CASE = "case"
    UNMATCHED = "unmatched"
    FORFEITED = "forfeited"


DEBIT_SIDE = frozenset(
    {Kind.GATEWAY, Kind.BANK, Kind.TRANSIT, Kind.CASE_BANK, Kind.SET_OFF, Kind.DISPUTE, Kind.EXPENSE}
)
CREDIT_SIDE = frozenset(Kind) - DEBIT_SIDE
# Where money enters and leaves: what lies at a gateway or on a court's own bank account.
CLEARING = frozenset({Kind.GATEWAY, Kind.BANK})
# Where money lies while it is in our hands.
PLACES = frozenset({Kind.GATEWAY, Kind.BANK, Kind.TRANSIT})
PLATFORM = "platform"


@dataclass(frozen=True, slots=True)
class Account:
    """One ledger account: its kind, what it belongs to, and its currency."""

    kind: Kind
    subject: str
    currency: str

    @property
    def id(self) -> str:
        """Return the id by which the ledger knows the account."""
        return f"{self.kind.value}:{self.subject}:{self.currency}"


def gateway(name: str, currency: str) -> Account:
    """Return the account of what lies at a gateway."""
    return Account(Kind.GATEWAY, name, currency)


def bank(court_id: str, currency: str) -> Account:
    """Return the account of what lies on a court's collection account."""
    return Account(Kind.BANK, court_id, currency)


def transit(subject: str, currency: str) -> Account:
    """Return the account of what is on the way from a gateway to the bank of a court or the platform."""
    return Account(Kind.TRANSIT, subject, currency)


def case_bank(case_id: str, currency: str) -> Account:
    """Return the account of what was paid over to the one bank account of a case (R-90)."""
    return Account(Kind.CASE_BANK, case_id, currency)


def deposit(enrolment_id: str, currency: str) -> Account:
    """Return the account that holds one enrolment's deposit."""
    return Account(Kind.DEPOSIT, enrolment_id, currency)


def payable(subject: str, currency: str) -> Account:
    """Return the account of what is owed back for an enrolment, a payment or a round until it has left."""
    return Account(Kind.PAYABLE, subject, currency)


def balance(round_id: str, currency: str) -> Account:
    """Return the account through which the buyer's balance of one round passes."""
    return Account(Kind.BALANCE, round_id, currency)


def set_off(round_id: str, currency: str) -> Account:
    """Return the account of a creditor's admitted set-off in one round (R-32, R-62)."""
    return Account(Kind.SET_OFF, round_id, currency)


def case(case_id: str, currency: str) -> Account:
    """Return the account of what one case has been credited with."""
    return Account(Kind.CASE, case_id, currency)


def unmatched(payment_id: str, currency: str) -> Account:
    """Return the account of one payment that nobody has placed."""
    return Account(Kind.UNMATCHED, payment_id, currency)


def forfeited(round_id: str, currency: str) -> Account:
    """Return the account of a defaulter's deposit, which stays inside its case (R-66)."""
    return Account(Kind.FORFEITED, round_id, currency)


def dispute(payment_id: str, currency: str) -> Account:
    """Return the account of what a dispute over one payment keeps away from us."""
    return Account(Kind.DISPUTE, payment_id, currency)


def expense(currency: str) -> Account:
    """Return the account of the operator's expenses, which are in no case."""
    return Account(Kind.EXPENSE, PLATFORM, currency)


def is_debit_side(kind: Kind) -> bool:
    """Say whether accounts of a kind hold debits: places and expenses, and not what is somebody's."""
    return kind in DEBIT_SIDE


def parse(account_id: str) -> Account:
    """Read an account's id; asserts that it names one of the kinds, a subject and a currency."""
    kind, _, rest = account_id.partition(":")
    subject, _, currency = rest.rpartition(":")
    assert subject, f"an account belongs to something: {account_id!r}"
    assert currency in MINOR_DIGITS, f"an account has a currency: {account_id!r}"
    return Account(Kind(kind), subject, currency)
