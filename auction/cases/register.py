"""Judges what a court, a case, a party or a claim must be before it may be registered.

Pure: the words of a form go in; out come refusals by the name of the field, none when all is well.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from auction.kernel.limits import TEXT_LENGTH_MAX, TITLE_LENGTH_MAX
from auction.kernel.money import MINOR_DIGITS, Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Refusal

CASE_NUMBER_LENGTH_MAX = 80
CONTACT_LENGTH_MAX = 400
# Languages that courts write in here, by BCP 47 tag, each under its own name.
LANGUAGES = {
    "en": "English",
    "zh-Hans": "简体中文",
    "zh-Hant": "繁體中文",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "it": "Italiano",
    "ja": "日本語",
    "ko": "한국어",
    "pt": "Português",
}
# A claim in the range of whole states would only hide a slip of the hand.
CLAIM_MINOR_MAX = 10**15
_ACCOUNT_NUMBER = re.compile(r"[0-9A-Z]{4,34}", re.ASCII)
_LENGTHS = {
    "name": TITLE_LENGTH_MAX,
    "subject": TITLE_LENGTH_MAX,
    "holder": TITLE_LENGTH_MAX,
    "case_number": CASE_NUMBER_LENGTH_MAX,
    "cause": CONTACT_LENGTH_MAX,
    "contact": CONTACT_LENGTH_MAX,
    "supervision": CONTACT_LENGTH_MAX,
}

Refusals = Mapping[str, Refusal]
Wish = TypeVar("Wish")


class Reason(enum.StrEnum):
    """Why something of a case is not registered."""

    MISSING = "case_field_missing"
    TOO_LONG = "case_field_too_long"
    NOT_PRINTABLE = "case_field_not_printable"
    COURT_KNOWN = "court_already_registered"
    TIME_ZONE_UNKNOWN = "time_zone_unknown"
    CURRENCY_UNKNOWN = "currency_unknown"
    LANGUAGE_UNKNOWN = "language_unknown"
    CASE_KNOWN = "case_already_registered"
    ACCOUNT_MALFORMED = "case_account_malformed"
    ACCOUNT_KNOWN = "case_account_used_elsewhere"
    ACCOUNT_OPEN = "case_account_already_named"
    ROLE_UNKNOWN = "party_role_unknown"
    KIND_UNKNOWN = "claim_kind_unknown"
    AMOUNT_MALFORMED = "claim_amount_malformed"
    AMOUNT_BEYOND_BOUND = "claim_amount_beyond_bound"
    PARTY_ELSEWHERE = "claim_party_elsewhere"


class PartyRole(enum.StrEnum):
    """What somebody is in a case."""

    CREDITOR = "CREDITOR"
    DEBTOR = "DEBTOR"
    OTHER = "OTHER"


class ClaimKind(enum.StrEnum):
    """A claim that is paid, or a cost that is deducted before any claim (R-06, R-91)."""

    CLAIM = "CLAIM"
    COST = "COST"


@dataclass(frozen=True)
class NewCourt:
    """A court as an operator names it; ``language`` is the BCP 47 tag of what it writes in."""

    name: str
    time_zone: str
    currency: str
    contact: str = ""
    supervision: str = ""
    language: str = ""


@dataclass(frozen=True)
class NewCase:
    """A case as an officer names it; its account may be named later, but before anything is sold."""

    case_number: str
    cause: str = ""
    basis: str = ""


@dataclass(frozen=True)
class NewAccount:
    """The one account of a case: where every cent of its sales goes (R-90)."""

    account_number: str
    holder: str


@dataclass(frozen=True)
class NewParty:
    """Somebody in a case."""

    role: str
    name: str


@dataclass(frozen=True)
class NewClaim:
    """A claim or a cost, with its amount as it was typed."""

    kind: str
    subject: str
    amount: str
    party_id: str = ""


def tidy(wish: Wish) -> Wish:
    """Return the same wish with its text in NFC and without space around it."""
    names = [field.name for field in fields(wish)]  # type: ignore[arg-type]  # every wish is a dataclass
    texts = {name: unicodedata.normalize("NFC", getattr(wish, name)).strip() for name in names}
    return type(wish)(**texts)


def compact_account(account: NewAccount) -> NewAccount:
    """Return the account with its number as banks store it: no spaces, no dashes, capitals."""
    number = account.account_number.replace("-", "").upper()
    return NewAccount("".join(number.split()), account.holder)


def check_court(court: NewCourt, *, known: bool) -> Refusals:
    """Refuse a court without name, zone or currency, or one that is registered already."""
    found = _check_texts(court, required=("name", "time_zone", "currency"))
    if "time_zone" not in found and court.time_zone not in _time_zones():
        found["time_zone"] = Refusal(Reason.TIME_ZONE_UNKNOWN, "", {"given": court.time_zone})
    if "currency" not in found and court.currency not in MINOR_DIGITS:
        known_ones = ", ".join(sorted(MINOR_DIGITS))
        numbers = {"given": court.currency, "known": known_ones}
        found["currency"] = Refusal(Reason.CURRENCY_UNKNOWN, "", numbers)
    if court.language and court.language not in LANGUAGES:
        numbers = {"given": court.language[:40], "known": ", ".join(LANGUAGES)}
        found["language"] = Refusal(Reason.LANGUAGE_UNKNOWN, "", numbers)
    if "name" not in found and known:
        found["name"] = Refusal(Reason.COURT_KNOWN, "", {"name": court.name})
    return found


def check_case(case: NewCase, *, known: bool) -> Refusals:
    """Refuse a case without number, or whose number the court uses already."""
    found = _check_texts(case, required=("case_number",))
    if "case_number" not in found and known:
        found["case_number"] = Refusal(Reason.CASE_KNOWN, "", {"case_number": case.case_number})
    return found


def check_account(account: NewAccount, *, known: bool, named: bool = False) -> Refusals:
    """R-90: one case, one account number; it is named once and serves no other case."""
    if named:
        return {"account_number": Refusal(Reason.ACCOUNT_OPEN, "R-90")}
    found = _check_texts(account, required=("account_number", "holder"))
    if "account_number" not in found and not _ACCOUNT_NUMBER.fullmatch(account.account_number):
        found["account_number"] = Refusal(Reason.ACCOUNT_MALFORMED, "R-90")
    if "account_number" not in found and known:
        numbers = {"account_number": account.account_number}
        found["account_number"] = Refusal(Reason.ACCOUNT_KNOWN, "R-90", numbers)
    return found


def check_party(party: NewParty) -> Refusals:
    """Refuse a party without name or role."""
    found = _check_texts(party, required=("name", "role"))
    if "role" not in found and party.role not in list(PartyRole):
        found["role"] = Refusal(Reason.ROLE_UNKNOWN, "", {"given": party.role})
    return found


def check_claim(claim: NewClaim, *, currency: str, party_ids: frozenset[str]) -> Refusals:
    """Refuse a claim without subject, of no plain amount, or of somebody outside the case."""
    found = _check_texts(claim, required=("kind", "subject", "amount"))
    if "kind" not in found and claim.kind not in list(ClaimKind):
        found["kind"] = Refusal(Reason.KIND_UNKNOWN, "", {"given": claim.kind})
    if claim.party_id and claim.party_id not in party_ids:
        found["party_id"] = Refusal(Reason.PARTY_ELSEWHERE, "")
    if "amount" not in found:
        refused = _check_amount(claim.amount, currency)
        found.update({"amount": refused} if refused else {})
    return found


def _check_amount(text: str, currency: str) -> Refusal | None:
    try:
        amount = parse_plain(text, currency)
    except NotAnAmount:
        return Refusal(Reason.AMOUNT_MALFORMED, "R-97", {"given": text[:40], "currency": currency})
    if amount.minor > CLAIM_MINOR_MAX:
        bound = Money(CLAIM_MINOR_MAX, currency)
        return Refusal(Reason.AMOUNT_BEYOND_BOUND, "R-97", {"amount": amount, "bound": bound})
    return None


def _check_texts(wish: object, *, required: tuple[str, ...]) -> dict[str, Refusal]:
    texts = {field.name: getattr(wish, field.name) for field in fields(wish)}  # type: ignore[arg-type]  # a dataclass
    found = {name: _check_text(name, text, name in required) for name, text in texts.items()}
    return {name: refusal for name, refusal in found.items() if refusal is not None}


def _check_text(name: str, text: str, required: bool) -> Refusal | None:
    longest = _LENGTHS.get(name, TEXT_LENGTH_MAX)
    if required and not text:
        return Refusal(Reason.MISSING, "", {"field": name})
    if len(text) > longest:
        return Refusal(Reason.TOO_LONG, "", {"field": name, "length": len(text), "longest": longest})
    if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\r\n\t" for letter in text):
        return Refusal(Reason.NOT_PRINTABLE, "", {"field": name})
    return None


@cache
def _time_zones() -> frozenset[str]:
    # Names without a slash (EST, GMT, localtime) tell no place, and a court has one.
    return frozenset(zone for zone in available_timezones() if "/" in zone) | {"UTC"}
