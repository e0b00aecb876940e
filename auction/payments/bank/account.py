"""The bank account of a court: read from a form, checked, and shown.

Pure.  An IBAN is right to the last digit or refused; where banks number their accounts otherwise, as in
mainland China, any number of letters and digits stands.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from stdnum import iban

from auction.kernel.account_number import format_account_number
from auction.kernel.money import MINOR_DIGITS
from auction.kernel.refusal import Refusal
from auction.kernel.words import N_
from auction.payments.bank.order import plain_words
from auction.payments.bank.statement import plain_account
from auction.payments.bank.words import BankReason

NAME_LENGTH_MAX = 70
_NUMBER = re.compile(r"[0-9A-Z]{6,34}", re.ASCII)
_IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}", re.ASCII)
_BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[0-9A-Z]{2}(?:[0-9A-Z]{3})?", re.ASCII)
_CNAPS = re.compile(r"[0-9]{12}", re.ASCII)
_STRIPE = re.compile(r"acct_[0-9A-Za-z]{6,32}", re.ASCII)
FIELDS = ("holder", "number", "bank", "code", "currency", "stripe_account")
FIELD_OF: dict[str, str] = {
    BankReason.HOLDER_MISSING: "holder",
    BankReason.NUMBER_WRONG: "number",
    BankReason.NUMBER_TAKEN: "number",
    BankReason.BANK_MISSING: "bank",
    BankReason.CODE_WRONG: "code",
    BankReason.CURRENCY_UNKNOWN: "currency",
    BankReason.STRIPE_WRONG: "stripe_account",
}


@dataclass(frozen=True)
class CourtAccount:
    """Where a court takes money in and pays it out; ``stripe_account`` is its account at Stripe, if any."""

    holder: str
    number: str
    bank: str
    code: str
    currency: str
    stripe_account: str = ""

    @property
    def content(self) -> dict[str, object]:
        """Return it as it is proposed; one change of the account waits at a time."""
        return {**vars(self), "key": "account"}

    @property
    def digest(self) -> str:
        """Return the hash under which the record knows it."""
        return hashlib.sha256("\n".join(str(vars(self)[name]) for name in FIELDS).encode()).hexdigest()


@dataclass(frozen=True)
class AccountVersion:
    """An account as two people named it, since when."""

    id: str
    court_id: str
    account: CourtAccount
    since: datetime


def is_iban(number: str) -> bool:
    """Say whether an account number is a right IBAN."""
    return bool(_IBAN.fullmatch(number)) and bool(iban.is_valid(number))


def is_number(number: str) -> bool:
    """Say whether it is an account number: what begins like an IBAN must be one."""
    if _IBAN.fullmatch(number):
        return is_iban(number)
    return bool(_NUMBER.fullmatch(number)) and any(letter.isdigit() for letter in number)


def is_bank_code(code: str) -> bool:
    """Say whether it is a BIC or a CNAPS number."""
    return bool(_BIC.fullmatch(code) or _CNAPS.fullmatch(code))


def read_account(form: Mapping[str, str]) -> CourtAccount | tuple[Refusal, ...]:
    """Return the account that a form names, or everything that is wrong with it."""
    read = account_of({name: form.get(name, "") for name in FIELDS})
    length = {"length_max": NAME_LENGTH_MAX}
    found = (
        (not 0 < len(read.holder) <= NAME_LENGTH_MAX, Refusal(BankReason.HOLDER_MISSING, "R-90", length)),
        (not is_number(read.number), Refusal(BankReason.NUMBER_WRONG, "R-90")),
        (not 0 < len(read.bank) <= NAME_LENGTH_MAX, Refusal(BankReason.BANK_MISSING, "R-90", length)),
        (not is_bank_code(read.code), Refusal(BankReason.CODE_WRONG, "R-90")),
        (read.currency not in MINOR_DIGITS, Refusal(BankReason.CURRENCY_UNKNOWN, "R-90")),
        (not _is_stripe(read.stripe_account), Refusal(BankReason.STRIPE_WRONG, "")),
    )
    return tuple(refusal for is_wrong, refusal in found if is_wrong) or read


def judge_change(known: AccountVersion | None, account: CourtAccount) -> Refusal | None:
    """Say why an account need not be named: it is in force already."""
    is_same = known is not None and known.account == account
    return Refusal(BankReason.SAME_ALREADY, "") if is_same else None


def judge_number(owner: str | None, *, court_id: str) -> Refusal | None:
    """Say that a number is another court's, and never whose; None when it is this court's or nobody's."""
    return None if owner in (None, court_id) else Refusal(BankReason.NUMBER_TAKEN, "R-90")


def judge_currency(known: AccountVersion | None, currency: str) -> Refusal | None:
    """Say why money of that currency cannot come or go over a court's account; None when it can."""
    if known is None:
        return Refusal(BankReason.NO_ACCOUNT, "R-90")
    if known.account.currency != currency:
        return Refusal(BankReason.OTHER_CURRENCY, "", {"account": known.account.currency, "asked": currency})
    return None


def lines_of(account: CourtAccount) -> tuple[tuple[str, str], ...]:
    """Return what a payer needs to know of the account: pairs of a label and a value."""
    return (
        (N_("Account holder"), account.holder),
        (N_("Account number"), format_account_number(account.number)),
        (N_("Bank"), account.bank),
        (N_("BIC or CNAPS number"), account.code),
    )


def account_of(content: Mapping[str, Any]) -> CourtAccount:
    """Return the account of a form or a proposal, tidied."""
    return CourtAccount(
        holder=plain_words(content["holder"], NAME_LENGTH_MAX + 1),
        number=plain_account(content["number"]),
        bank=plain_words(content["bank"], NAME_LENGTH_MAX + 1),
        code="".join(content["code"].split()).upper(),
        currency=content["currency"].strip().upper(),
        stripe_account=content["stripe_account"].strip(),
    )


def _is_stripe(name: str) -> bool:
    return not name or bool(_STRIPE.fullmatch(name))
