"""Judges what a court, a case, a party or a claim must be before it may be registered.

Pure: the words of a form go in; out come refusals by the name of the field, none when all is well.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TypeVar
from zoneinfo import available_timezones

from auction.kernel.limits import TEXT_LENGTH_MAX, TITLE_LENGTH_MAX
from auction.kernel.money import MINOR_DIGITS, Money, NotAnAmount, parse_plain
from auction.kernel.refusal import Refusal
from auction.rules.rule_set import RuleSet

CASE_NUMBER_LENGTH_MAX = 80
CONTACT_LENGTH_MAX = 400
PLATFORM_LENGTH_MAX = 80
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
    "document": TITLE_LENGTH_MAX,
    "platform": PLATFORM_LENGTH_MAX,
    "decision": TITLE_LENGTH_MAX,
    "platform_pick": PLATFORM_LENGTH_MAX,
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
    ONLY_A_CLAIM_IS_SECURED = "claim_only_a_claim_is_secured"
    WORK_UNKNOWN = "cost_work_unknown"
    ONLY_A_COST_HAS_A_PAYER = "cost_only_a_cost_has_a_payer"
    PAYER_NAMED_WRONGLY = "cost_payer_named_wrongly"
    ONLY_A_DEBTOR_IS_RESTRICTED = "party_only_a_debtor_is_restricted"
    ONLY_A_CREDITOR_PICKS = "party_only_a_creditor_picks"
    ID_NUMBER_WRONG = "party_id_number_wrong"
    SELL_ALL_WITHOUT_DOCUMENT = "sell_all_without_document"
    PLATFORM_UNKNOWN = "platform_unknown"
    PLATFORM_LOCKED = "platform_locked"
    PLATFORM_PICKED = "platform_picked"
    PLATFORM_UNDECIDED = "platform_undecided"
    PLATFORM_ELSEWHERE = "platform_elsewhere"


class PartyRole(enum.StrEnum):
    """What somebody is in a case."""

    CREDITOR = "CREDITOR"
    DEBTOR = "DEBTOR"
    CO_OWNER = "CO_OWNER"
    TENANT = "TENANT"
    SHAREHOLDER = "SHAREHOLDER"
    OTHER = "OTHER"


class ClaimKind(enum.StrEnum):
    """A claim that is paid, or a cost that is deducted before any claim (R-06, R-91)."""

    CLAIM = "CLAIM"
    COST = "COST"


class Work(enum.StrEnum):
    """Auxiliary work that a court may give to agencies (R-06)."""

    PREPARATION = "PREPARATION"
    EXHIBITION = "EXHIBITION"
    EXPERT = "EXPERT"
    STORAGE = "STORAGE"
    OTHER = "OTHER"


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
    """Somebody in a case; the digest is that of the id number, by which a bidder is found (R-37)."""

    role: str
    name: str
    identity_digest: str = ""
    consumption_restricted: bool = False
    platform_pick: str = ""


@dataclass(frozen=True)
class Consent:
    """The debtor's word that everything is sold, even beyond what is owed (R-51)."""

    agreed: bool
    document: str


@dataclass(frozen=True)
class PlatformWish:
    """The platform that is to sell, and the court's decision for it (R-04)."""

    platform: str
    decision: str


@dataclass(frozen=True)
class NewClaim:
    """A claim or a cost, with its amount as it was typed.

    A secured claim is paid before the debt that is enforced; a cost may pay auxiliary work.
    """

    kind: str
    subject: str
    amount: str
    party_id: str = ""
    secured: bool = False
    work: str = ""
    payer: str = ""


def tidy(wish: Wish) -> Wish:
    """Return the same wish with its text in NFC and without space around it."""
    texts = {name: unicodedata.normalize("NFC", text).strip() for name, text in _texts_of(wish).items()}
    return replace(wish, **texts)  # type: ignore[type-var]  # every wish is a dataclass


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
        found["role"] = Refusal(Reason.ROLE_UNKNOWN, "", {"given": party.role[:40]})
    if party.consumption_restricted and party.role != PartyRole.DEBTOR:
        found["consumption_restricted"] = Refusal(Reason.ONLY_A_DEBTOR_IS_RESTRICTED, "R-37")
    if party.platform_pick and party.role != PartyRole.CREDITOR:
        found.setdefault("platform_pick", Refusal(Reason.ONLY_A_CREDITOR_PICKS, "R-04"))
    return found


def check_platform(wish: PlatformWish) -> Refusals:
    """Refuse a decision that is no readable text; which platform it may name is judged apart (R-04)."""
    return _check_texts(wish, required=("platform",))


def check_consent(consent: Consent) -> Refusals:
    """R-51: the debtor agrees in writing, or did not agree."""
    found = _check_texts(consent, required=())
    if consent.agreed and not consent.document:
        found["document"] = Refusal(Reason.SELL_ALL_WITHOUT_DOCUMENT, "R-51")
    return found


def check_claim(claim: NewClaim, *, currency: str, party_ids: frozenset[str], rules: RuleSet) -> Refusals:
    """Refuse a claim without subject, of no plain amount, or of somebody outside the case."""
    found = _check_texts(claim, required=("kind", "subject", "amount"))
    if "kind" not in found and claim.kind not in list(ClaimKind):
        found["kind"] = Refusal(Reason.KIND_UNKNOWN, "", {"given": claim.kind[:40]})
    if claim.party_id and claim.party_id not in party_ids:
        found["party_id"] = Refusal(Reason.PARTY_ELSEWHERE, "")
    if "amount" not in found:
        refused = _check_amount(claim.amount, currency)
        found.update({"amount": refused} if refused else {})
    found |= _check_cost(claim, rules) if claim.kind == ClaimKind.COST else _check_no_cost(claim)
    return found


def borne(claim: NewClaim, rules: RuleSet) -> NewClaim:
    """Return the same wish with the payer of the law where a cost names none (R-06)."""
    if claim.kind != ClaimKind.COST or claim.payer:
        return claim
    return replace(claim, payer=str(rules.choice("aux_cost_payer")))


def _check_no_cost(claim: NewClaim) -> dict[str, Refusal]:
    if claim.work or claim.payer:
        return {"payer": Refusal(Reason.ONLY_A_COST_HAS_A_PAYER, "R-06")}
    return {}


def _check_cost(claim: NewClaim, rules: RuleSet) -> dict[str, Refusal]:
    found = {}
    if claim.secured:
        found["secured"] = Refusal(Reason.ONLY_A_CLAIM_IS_SECURED, "R-91")
    if claim.work and claim.work not in list(Work):
        found["work"] = Refusal(Reason.WORK_UNKNOWN, "R-06", {"given": claim.work[:40]})
    # Whoever buys never pays an agency: the cost is deducted from the price before any claim.
    if claim.payer != rules.choice("aux_cost_payer"):
        found["payer"] = Refusal(Reason.PAYER_NAMED_WRONGLY, "R-06/PAYER")
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
    texts = _texts_of(wish)
    found = {name: _check_text(name, text, name in required) for name, text in texts.items()}
    return {name: refusal for name, refusal in found.items() if refusal is not None}


def _texts_of(wish: object) -> dict[str, str]:
    values = {field.name: getattr(wish, field.name) for field in fields(wish)}  # type: ignore[arg-type]  # a dataclass
    return {name: value for name, value in values.items() if isinstance(value, str)}


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
