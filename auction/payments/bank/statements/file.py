"""Reads an uploaded file as statements, whatever form it has, and says what each kept one is.

Pure.  A file that begins like XML is camt.053; anything else is read as a table.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.payments.bank.account import AccountVersion
from auction.payments.bank.camt import read_camt
from auction.payments.bank.csv_statement import read_csv
from auction.payments.bank.statement import STATEMENT_BYTES_MAX, Statement, judge, plain_account
from auction.payments.bank.words import BankReason

_MARKS = b"\xef\xbb\xbf \t\r\n"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class TakenStatement:
    """A statement as it was taken in."""

    id: str
    number: str
    opening: Money
    closing: Money
    closed_on: date
    lines_new: int
    lines_known: int
    gap: Money | None
    taken_at: datetime


def read_file(body: bytes) -> tuple[Statement, ...] | Refusal:
    """Return the statements of a file, or why it is not read."""
    if not body.strip():
        return Refusal(BankReason.FILE_MISSING, "")
    if len(body) > STATEMENT_BYTES_MAX:
        return Refusal(BankReason.FILE_TOO_LARGE, "", {"megabytes_max": STATEMENT_BYTES_MAX // 1024**2})
    if body.lstrip(_MARKS).startswith(b"<") or body.startswith(_UTF_16):
        return read_camt(body)
    return read_csv(body)


def judge_file(
    found: tuple[Statement, ...] | Refusal, versions: Sequence[AccountVersion]
) -> tuple[Statement, ...] | Refusal:
    """Return the statements if all are of accounts of the court and add up, else the first no.

    ``versions`` has the account in force first; to an earlier one money may still come.
    """
    if not versions:
        return Refusal(BankReason.NO_ACCOUNT, "R-90")
    if isinstance(found, Refusal):
        return found
    numbers = [each.number for each in found]
    if twice := [number for number in numbers if numbers.count(number) > 1]:
        return Refusal(BankReason.NUMBER_TWICE, "", {"number": twice[0]})
    of = [(each, version_of(each, versions).account) for each in found]
    noes = (judge(each, account=account.number, currency=account.currency) for each, account in of)
    return next((no for no in noes if no is not None), found)


def version_of(statement: Statement, versions: Sequence[AccountVersion]) -> AccountVersion:
    """Return the account that a statement is of; the one in force, where it is of none of the court's."""
    number = plain_account(statement.account)
    alike = (each for each in versions if each.account.number == number)
    return next(alike, versions[0])


def digest_of(body: bytes) -> str:
    """Return the hash by which a file is known."""
    return hashlib.sha256(body).hexdigest()


def statement_id(court_id: str, digest: str, number: str) -> str:
    """Return the id of a statement: the same file again is the same statement."""
    return hashlib.sha256(f"{court_id}\n{digest}\n{number}".encode()).hexdigest()[:32]
