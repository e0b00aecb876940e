"""Whether a debtor has paid enough for the sale to stop: debt, interest and costs, whole (R-57)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rules.days import local_date
from listings.draft_form import UnreadableError, read_amount
from listings.reason import Reason

_ZERO = re.compile(r"0+(\.0*)?", re.ASCII)


@dataclass(frozen=True)
class Owed:
    """What a case is still owed: its claims, the interest to this day, and the costs of the sale."""

    claims: Money
    interest: Money
    costs: Money

    @property
    def whole(self) -> Money:
        """Return what frees the property: less is not full payment."""
        return self.claims + self.interest + self.costs


@dataclass(frozen=True)
class Payment:
    """What came in from the debtor and on which day, and the interest that had run up by then."""

    received: Money
    interest: Money
    received_on: date

    @property
    def told(self) -> Mapping[str, str]:
        """Return it as it is proposed: whole minor units and a day."""
        return {
            "received_minor": str(self.received.minor),
            "interest_minor": str(self.interest.minor),
            "currency": self.received.currency,
            "received_on": self.received_on.isoformat(),
        }


@dataclass(frozen=True)
class Paid:
    """What the debtor paid, and what was owed when it came."""

    received: Money
    owed: Owed

    @property
    def told(self) -> Mapping[str, str]:
        """Return what the record says of it."""
        return {
            "received_minor": str(self.received.minor),
            "owed_minor": str(self.owed.whole.minor),
            "currency": self.received.currency,
        }


def payment_of(told: Mapping[str, Any]) -> Payment:
    """Return a payment as it was proposed."""
    received, interest = (int(told[name]) for name in ("received_minor", "interest_minor"))
    currency, day = told["currency"], date.fromisoformat(told["received_on"])
    return Payment(Money(received, currency), Money(interest, currency), day)


def is_duty(received_on: date, opens_at: datetime, time_zone: str) -> bool:
    """Say whether the court must stop the sale: paid before the day of the sale, where the court sits.

    On that day and after it the court may, and need not.
    """
    return received_on < local_date(opens_at, time_zone)


def read_payment(received: str, interest: str, currency: str, *, received_on: date) -> Payment | Refusal:
    """Read what the court writes of a payment; that no interest has run up is said with a 0, not a gap."""
    if not interest.strip():
        return Refusal(Reason.INTEREST_MISSING, "R-57")
    nothing = Money(0, currency)
    try:
        paid = read_amount(received, currency) or nothing
        added = nothing if _ZERO.fullmatch(interest.strip()) else read_amount(interest, currency)
    except UnreadableError as unreadable:
        return replace(unreadable.refusal, rule="R-57")
    assert added is not None, "something is written"
    return Payment(paid, added, received_on)


def judge_paid(received: Money, owed: Owed) -> Paid | Refusal:
    """Say whether a payment covers all that the case is owed; a debtor of nothing known pays nothing."""
    if owed.claims.minor <= 0:
        return Refusal(Reason.DEBT_UNKNOWN, "R-57")
    if received < owed.whole:
        numbers = {"received": received, "owed": owed.whole, "missing": owed.whole - received}
        return Refusal(Reason.DEBT_NOT_COVERED, "R-57/NOT_ENOUGH", numbers)
    return Paid(received, owed)
