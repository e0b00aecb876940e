"""Whether an operator may make or remove an account of the staff."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from email_validator import EmailNotValidError, validate_email

from auction.kernel.doors import OFFICERS, Role
from auction.kernel.refusal import Refusal

STAFF_ROLES = (Role.CLERK, Role.JUDGE, Role.FINANCE, Role.AUDITOR, Role.OPERATOR)


class StaffReason(enum.StrEnum):
    """Why a staff account was not made or removed.  The order is the order of checking."""

    ROLE_UNKNOWN = "staff_role_unknown"
    EMAIL_MALFORMED = "staff_email_malformed"
    EMAIL_TAKEN = "staff_email_taken"
    COURT_MISSING = "staff_court_missing"
    COURT_NEEDLESS = "staff_court_needless"
    NOT_FOUND = "staff_not_found"
    ALREADY_REMOVED = "staff_already_removed"
    OWN_ACCOUNT = "staff_own_account"


FIELD_OF: dict[str, str] = {
    StaffReason.ROLE_UNKNOWN: "role",
    StaffReason.EMAIL_MALFORMED: "email",
    StaffReason.EMAIL_TAKEN: "email",
    StaffReason.COURT_MISSING: "court_id",
    StaffReason.COURT_NEEDLESS: "court_id",
}


@dataclass(frozen=True)
class StaffWish:
    """Whom the operator wants to let in: address, role, and for an officer the court."""

    email: str
    role: str
    court_id: str = ""


def tidy_email(email: str) -> str:
    """Return the address as it is kept, or nothing when it is none."""
    try:
        found = validate_email(email.strip(), check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return ""
    return found.normalized.lower()


def check_making(wish: StaffWish, *, is_taken: bool, court_exists: bool) -> tuple[Refusal, ...]:
    """Say everything that stands against making this account."""
    if wish.role not in STAFF_ROLES:
        return (Refusal(StaffReason.ROLE_UNKNOWN, ""),)
    found = []
    if not tidy_email(wish.email):
        found.append(Refusal(StaffReason.EMAIL_MALFORMED, ""))
    if is_taken:
        found.append(Refusal(StaffReason.EMAIL_TAKEN, ""))
    if wish.role in OFFICERS and not court_exists:
        found.append(Refusal(StaffReason.COURT_MISSING, ""))
    if wish.role not in OFFICERS and wish.court_id:
        found.append(Refusal(StaffReason.COURT_NEEDLESS, ""))
    return tuple(found)


def check_removal(account_id: str, *, role: str | None, is_removed: bool, by: str) -> Refusal | None:
    """Say what stands against removing this account; nobody removes the own one."""
    if role not in STAFF_ROLES:
        return Refusal(StaffReason.NOT_FOUND, "")
    if is_removed:
        return Refusal(StaffReason.ALREADY_REMOVED, "")
    if account_id == by:
        return Refusal(StaffReason.OWN_ACCOUNT, "")
    return None
