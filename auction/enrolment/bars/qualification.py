"""Says whether somebody met the conditions for buyers from the enrolment to the ruling (R-38)."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from auction.kernel.refusal import Refusal


class QualificationReason(enum.StrEnum):
    """Why the court cannot issue the ruling to this buyer.  The order is the order of judging."""

    NOT_CHECKED = "qualification_not_checked"
    NOT_CONTINUOUS = "qualification_not_continuous"
    NOT_APPROVED = "qualification_not_approved"


@dataclass(frozen=True)
class Check:
    """What the court found out about one person on one day."""

    checked_on: date
    is_qualified: bool


@dataclass(frozen=True)
class Period:
    """From the day on which the buyer enrolled to the day of the ruling."""

    enrolled_on: date
    ruled_on: date


def is_qualified(checks: Sequence[Check]) -> bool:
    """Say whether the newest check speaks for somebody; nobody is turned away unchecked."""
    found = _by_day(checks)
    return not found or found[max(found)]


def may_rule(checks: Sequence[Check], period: Period, *, approval_pending: bool = False) -> Refusal | None:
    """Say why the ruling cannot be issued; None when the buyer was qualified on every day that counts.

    The qualification is looked at for the day of the enrolment and for that of the ruling, and no check
    in between may speak against it.  Shares that need an approval are ruled on after it (L9 §15).
    """
    found = _by_day(checks)
    for day in (period.enrolled_on, period.ruled_on):
        if day not in found:
            return Refusal(QualificationReason.NOT_CHECKED, "R-38/NOT_CHECKED", {"day": day.isoformat()})
    against = [day for day in found if period.enrolled_on <= day <= period.ruled_on and not found[day]]
    if against:
        numbers = {"day": min(against).isoformat()}
        return Refusal(QualificationReason.NOT_CONTINUOUS, "R-38/NOT_CONTINUOUS", numbers)
    if approval_pending:
        return Refusal(QualificationReason.NOT_APPROVED, "R-38/NOT_APPROVED")
    return None


def _by_day(checks: Sequence[Check]) -> dict[date, bool]:
    # In the order of their noting: what was noted wrongly is mended by another check of that day.
    return {each.checked_on: each.is_qualified for each in checks}
