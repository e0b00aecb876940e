"""What a bidder says to be, and whether the number can be right (real names: R-31, R-33).

A natural person gives name and resident id number (GB 11643), a company its name, its unified
social credit code (GB 32100) and the name of who acts for it.
"""

from __future__ import annotations

import enum
import unicodedata
from dataclasses import dataclass
from datetime import date
from types import ModuleType

from stdnum.cn import ric, uscc
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from auction.kernel.refusal import Refusal
from auction.people.limits import NAME_LENGTH_MAX

ID_NUMBER_RULE = "GB 11643"
CREDIT_CODE_RULE = "GB 32100"


class IdentityKind(enum.StrEnum):
    """What a bidder is by law."""

    NATURAL = "NATURAL"
    COMPANY = "COMPANY"


class IdentityReason(enum.StrEnum):
    """Why an identity was not registered.  The order is the order of checking."""

    UNKNOWN_KIND = "identity_unknown_kind"
    NAME_MISSING = "identity_name_missing"
    NAME_TOO_LONG = "identity_name_too_long"
    ID_NUMBER_MALFORMED = "id_number_malformed"
    ID_NUMBER_WRONG_CHECK_DIGIT = "id_number_wrong_check_digit"
    ID_NUMBER_WRONG_BIRTH_DATE = "id_number_wrong_birth_date"
    CREDIT_CODE_MALFORMED = "credit_code_malformed"
    CREDIT_CODE_WRONG_CHECK_DIGIT = "credit_code_wrong_check_digit"
    REPRESENTATIVE_MISSING = "representative_missing"
    REPRESENTATIVE_TOO_LONG = "representative_too_long"
    FIXED = "identity_fixed"
    TAKEN = "identity_taken"


# The form field that a refusal belongs to.
FIELD_OF: dict[str, str] = {
    IdentityReason.UNKNOWN_KIND: "kind",
    IdentityReason.NAME_MISSING: "name",
    IdentityReason.NAME_TOO_LONG: "name",
    IdentityReason.ID_NUMBER_MALFORMED: "number",
    IdentityReason.ID_NUMBER_WRONG_CHECK_DIGIT: "number",
    IdentityReason.ID_NUMBER_WRONG_BIRTH_DATE: "number",
    IdentityReason.CREDIT_CODE_MALFORMED: "number",
    IdentityReason.CREDIT_CODE_WRONG_CHECK_DIGIT: "number",
    IdentityReason.TAKEN: "number",
    IdentityReason.REPRESENTATIVE_MISSING: "representative",
    IdentityReason.REPRESENTATIVE_TOO_LONG: "representative",
}


# What stands against a claim that is right in itself.
CONFLICTS = frozenset({IdentityReason.FIXED, IdentityReason.TAKEN})


@dataclass(frozen=True)
class IdentityClaim:
    """What somebody says to be: kind, name, number, and for a company who acts for it."""

    kind: str
    name: str
    number: str
    representative: str = ""


def tidy(claim: IdentityClaim) -> IdentityClaim:
    """Return the claim as it is kept: one form of every letter, plain spaces, compact number."""
    return IdentityClaim(
        kind=claim.kind,
        name=_tidy_text(claim.name),
        number=tidy_number(claim.number),
        representative=_tidy_text(claim.representative) if claim.kind == IdentityKind.COMPANY else "",
    )


def tidy_number(text: str) -> str:
    """Return an id number or credit code as it is compared, however it was typed."""
    return uscc.compact(_tidy_text(text))


def check_number(number: str, *, today: date) -> bool:
    """Say whether a tidy number can be somebody's: a person's id number or a company's credit code."""
    return _check_id_number(number, today) is None or _check_credit_code(number) is None


def check(claim: IdentityClaim, *, today: date) -> tuple[Refusal, ...]:
    """Say everything that is wrong with a tidy claim; nothing means that it can be right."""
    if claim.kind not in set(IdentityKind):
        return (Refusal(IdentityReason.UNKNOWN_KIND, ""),)
    found = [_check_name(claim.name, IdentityReason.NAME_MISSING, IdentityReason.NAME_TOO_LONG)]
    if claim.kind == IdentityKind.NATURAL:
        found.append(_check_id_number(claim.number, today))
    else:
        found.append(_check_credit_code(claim.number))
        found.append(
            _check_name(
                claim.representative,
                IdentityReason.REPRESENTATIVE_MISSING,
                IdentityReason.REPRESENTATIVE_TOO_LONG,
            )
        )
    return tuple(refusal for refusal in found if refusal is not None)


def check_keeping(*, is_fixed: bool, is_taken: bool) -> Refusal | None:
    """Say why a right claim is not kept: whoever has enrolled stays who they are (R-31)."""
    if is_fixed:
        return Refusal(IdentityReason.FIXED, "R-31")
    return Refusal(IdentityReason.TAKEN, "R-31") if is_taken else None


def shown_number(number: str) -> str:
    """Write a number for its owner's eyes on a screen: only the first and last digits."""
    return f"{number[:2]}{'•' * max(len(number) - 6, 0)}{number[-4:]}"


def _tidy_text(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _check_name(name: str, missing: IdentityReason, too_long: IdentityReason) -> Refusal | None:
    if not any(letter.isalpha() for letter in name):
        return Refusal(missing, "")
    if len(name) > NAME_LENGTH_MAX:
        return Refusal(too_long, "", {"length": len(name), "most": NAME_LENGTH_MAX})
    return None


def _check_id_number(number: str, today: date) -> Refusal | None:
    wrong = _what_is_wrong(ric, number)
    if isinstance(wrong, InvalidComponent):
        # A place younger than the library's table is no reason to turn a person away.
        wrong = None if _birth_date(number) else wrong
    if wrong is None and (born := _birth_date(number)) is not None and born <= today:
        return None
    if isinstance(wrong, InvalidChecksum):
        return Refusal(IdentityReason.ID_NUMBER_WRONG_CHECK_DIGIT, ID_NUMBER_RULE)
    if wrong is None or isinstance(wrong, InvalidComponent):
        return Refusal(IdentityReason.ID_NUMBER_WRONG_BIRTH_DATE, ID_NUMBER_RULE)
    return Refusal(IdentityReason.ID_NUMBER_MALFORMED, ID_NUMBER_RULE, {"length": len(number)})


def _check_credit_code(number: str) -> Refusal | None:
    wrong = _what_is_wrong(uscc, number)
    if wrong is None:
        return None
    if isinstance(wrong, InvalidChecksum):
        return Refusal(IdentityReason.CREDIT_CODE_WRONG_CHECK_DIGIT, CREDIT_CODE_RULE)
    return Refusal(IdentityReason.CREDIT_CODE_MALFORMED, CREDIT_CODE_RULE, {"length": len(number)})


def _birth_date(number: str) -> date | None:
    try:
        return ric.get_birth_date(number)
    except InvalidComponent:
        return None


def _what_is_wrong(kind: ModuleType, number: str) -> ValidationError | None:
    try:
        kind.validate(number)
    except ValidationError as wrong:
        return wrong
    return None
