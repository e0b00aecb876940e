"""A bank statement as values, and whether it is one of the court's account and adds up.

Pure.  A statement that does not add up, or is of another account, is not taken at all: who takes
half of it does not know which half is missing.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auction.kernel.money import SUM_MINOR_MAX, Money
from auction.kernel.refusal import Refusal
from auction.payments.bank.words import BankReason
from auction.rules.days import end_of

# What one upload may hold: a court of a large city has some hundred payments on a busy day.
LINES_MAX = 2_000
STATEMENT_BYTES_MAX = 5 * 1024 * 1024
# Each statement of a file is held against the one before: a file has those of a few months at most.
STATEMENTS_MAX = 100
# No bank tells of other years; the days around them stay computable in every zone.
YEARS = range(1990, 2201)
# By these banks say that they have no reference of their own, or that nobody gave one.
_NO_REFERENCE = frozenset({"", "NONREF", "NOTPROVIDED", "NOT PROVIDED", "NONE"})


@dataclass(frozen=True)
class Party:
    """Who stands at the other end of a line, as far as the bank says it."""

    name: str = ""
    account: str = ""
    bank_code: str = ""


@dataclass(frozen=True)
class Line:
    """One movement of the account: what comes in is positive, what leaves is negative."""

    position: str
    amount: Money
    booked_on: date
    booked_at: datetime | None = None
    bank_reference: str = ""
    end_to_end: str = ""
    party: Party = Party()
    text: str = ""
    is_returned: bool = False
    return_reason: str = ""
    is_fee: bool = False
    # What the account held after it, where the file says so for each line.
    balance: Money | None = None


@dataclass(frozen=True)
class Statement:
    """What a bank says of one account from one day to another."""

    account: str
    currency: str
    number: str
    opening: Money
    closing: Money
    closed_on: date
    lines: tuple[Line, ...]


def plain_account(number: str) -> str:
    """Return an account number as banks and people may both write it: no spaces, no dashes."""
    return "".join(letter for letter in number.upper() if letter.isalnum())


def read_day(text: str) -> date | None:
    """Read a day as banks write it; nothing of what is none, or of a year of which no bank tells."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year in YEARS else None


def judge(statement: Statement, *, account: str, currency: str) -> Refusal | None:
    """Say why this is no statement of that account, or one that does not add up; None when it is."""
    if plain_account(statement.account) != plain_account(account):
        return Refusal(BankReason.STATEMENT_ACCOUNT, "", {"ending": plain_account(statement.account)[-4:]})
    if statement.currency != currency:
        numbers = {"stated": statement.currency, "account": currency}
        return Refusal(BankReason.STATEMENT_CURRENCY, "", numbers)
    return _judge_sums(statement)


def keys_of(statement: Statement) -> Iterator[tuple[str, Line]]:
    """Yield each line under the key by which it is known again, whatever file tells of it.

    The bank's own reference makes the key, with day and amount, since some banks use one twice; without a
    reference all that the line says does, and which of its likes it is on that day.
    """
    seen: Counter[str] = Counter()
    for line in statement.lines:
        known = [plain_account(statement.account), line.booked_on.isoformat(), str(line.amount.minor)]
        if line.bank_reference.strip().upper() not in _NO_REFERENCE:
            known.append(f"reference {line.bank_reference.strip()}")
        else:
            known += [line.party.name, plain_account(line.party.account), line.text, line.end_to_end]
        content = "\n".join(known)
        seen[content] += 1
        yield hashlib.sha256(f"{content}\n{seen[content]}".encode()).hexdigest()[:32], line


def arrived_at(line: Line, *, time_zone: str, at: datetime) -> datetime:
    """Return when a line's money was there at the latest: a bank that says only the day means all of it."""
    if line.booked_at is not None:
        return min(line.booked_at, at)
    return min(end_of(line.booked_on, time_zone) - timedelta(microseconds=1), at)


def _judge_sums(statement: Statement) -> Refusal | None:
    moved = sum(abs(line.amount.minor) for line in statement.lines)
    if abs(statement.opening.minor) + moved > SUM_MINOR_MAX:
        numbers = {"line": statement.lines[-1].position, "text": str(moved)}
        return Refusal(BankReason.AMOUNT_WRONG, "", numbers)
    balance = statement.opening
    for line in statement.lines:
        balance += line.amount
        if line.balance is not None and line.balance != balance:
            return Refusal(BankReason.BALANCE_WRONG, "", {"line": line.position})
    if balance != statement.closing:
        sums = {"opening": statement.opening, "sum": balance, "closing": statement.closing}
        return Refusal(BankReason.SUM_WRONG, "", sums)
    return None
