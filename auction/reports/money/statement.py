"""A statement as it is asked for and shown: of an account, a bidder, a round, a case or a court.

Pure.  A statement of an account has the sides of the ledger; the balance of a place, as a bank account, is
told as what lies there.  A bidder's is of the accounts that hold the bidder's money.  Of a round, a case
or a court it tells what came in from outside, what left, and what is in our hands; movements inside move
nothing in or out and are told all the same.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from auction.kernel.money import MINOR_DIGITS, Money
from auction.ledger.accounts import Account, Kind, is_debit_side, parse
from auction.ledger.statement import ACCOUNTS_MAX, Line, Scope


class Of(enum.StrEnum):
    """Of what a statement is."""

    COURT = "court"
    CASE = "case"
    ROUND = "round"
    BIDDER = "bidder"
    ACCOUNT = "account"


@dataclass(frozen=True)
class Subject:
    """Of what a statement is: its kind, its id (an account's whole one), and what to ask the ledger."""

    of: Of
    id: str
    scope: Scope

    @property
    def account(self) -> Account | None:
        """Return the one account that it is of, if it is of one."""
        return parse(self.id) if self.of is Of.ACCOUNT else None

    @property
    def is_debit_side(self) -> bool:
        """Say whether its balance is told as debits less credits."""
        return self.account is not None and is_debit_side(self.account.kind)

    def told(self, balance: Money) -> Money:
        """Return a balance as people are told it."""
        return Money(-balance.minor, balance.currency) if self.is_debit_side else balance


@dataclass(frozen=True)
class ShownLine:
    """One transfer on the side where a statement shows it, or on none when it stays inside."""

    line: Line
    debit: Money | None
    credit: Money | None
    balance: Money


def shown(subject: Subject, line: Line) -> ShownLine:
    """Put a line of the ledger on its side."""
    amount, change = line.transfer.amount, line.change.minor
    return ShownLine(
        line=line,
        debit=amount if change < 0 else None,
        credit=amount if change > 0 else None,
        balance=subject.told(line.balance),
    )


def accounts_of_bidder(
    enrolment_id: str, currency: str, *, round_id: str = "", payment_ids: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the accounts that hold one bidder's money; ``round_id`` is given for whoever bought."""
    held = [Account(kind, enrolment_id, currency) for kind in (Kind.DEPOSIT, Kind.PAYABLE)]
    held += [Account(kind, round_id, currency) for kind in (Kind.BALANCE, Kind.PAYABLE) if round_id]
    for payment_id in payment_ids:
        held += [Account(kind, payment_id, currency) for kind in (Kind.UNMATCHED, Kind.PAYABLE)]
    return tuple(account.id for account in held[:ACCOUNTS_MAX])


def read_account(text: str) -> Account | None:
    """Read an account's id as an address gives it; nothing when it is none."""
    kind, _, rest = text.partition(":")
    subject, _, currency = rest.rpartition(":")
    if kind not in list(Kind) or not subject or currency not in MINOR_DIGITS:
        return None
    return Account(Kind(kind), subject, currency)
