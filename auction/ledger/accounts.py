"""The chart of accounts: five kinds, and none that could receive a commission (R-75).

An account's id says its kind and whose it is: ``payments:CNY`` stands for the world outside,
``deposit:<enrolment>``, ``balance:<round>``, ``case:<case>`` and ``unmatched:<payment>`` hold money.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from auction.kernel.money import MINOR_DIGITS


class Kind(enum.StrEnum):
    """What an account is for."""

    PAYMENTS = "PAYMENTS"
    DEPOSIT = "DEPOSIT"
    BALANCE = "BALANCE"
    CASE = "CASE"
    UNMATCHED = "UNMATCHED"


@dataclass(frozen=True, slots=True)
class Account:
    """One ledger account: its kind, and the id of what it belongs to."""

    kind: Kind
    subject: str

    @property
    def id(self) -> str:
        """Return the id by which the ledger knows the account."""
        return f"{self.kind.value.lower()}:{self.subject}"


def payments(currency: str) -> Account:
    """Return the account of the world outside, one for each currency."""
    assert currency in MINOR_DIGITS, f"unknown currency {currency!r}"
    return Account(Kind.PAYMENTS, currency)


def deposit(enrolment_id: str) -> Account:
    """Return the account that holds one enrolment's deposit."""
    return Account(Kind.DEPOSIT, enrolment_id)


def balance(round_id: str) -> Account:
    """Return the account through which the buyer's balance of one round passes."""
    return Account(Kind.BALANCE, round_id)


def case(case_id: str) -> Account:
    """Return the account of one case, where the price ends (R-90)."""
    return Account(Kind.CASE, case_id)


def unmatched(payment_id: str) -> Account:
    """Return the account of one payment that nobody can place, on its way back."""
    return Account(Kind.UNMATCHED, payment_id)


def parse(account_id: str) -> Account:
    """Read an account's id; asserts that it names one of the five kinds."""
    kind, _, subject = account_id.partition(":")
    return Account(Kind(kind.upper()), subject)
