"""When the parties of a case and its priority purchasers count as notified, and what that forbids (R-26).

Pure: persons with their newest notification go in; out come the earliest days on which the notice
may go up, bidding may open and bidding may close.  Every bound counts, so the latest decides.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auction.cases.register import PartyRole
from auction.kernel.refusal import Refusal
from auction.rules.days import local_date
from auction.rules.rule_set import RuleSet
from listings.parties.reason import PartyReason

# A holder on the lot's own priority list, who need not be a party of the case.
PRIORITY = "PRIORITY"


class Mode(enum.StrEnum):
    """How somebody came to know, or why they need not."""

    SERVED = "SERVED"
    WAIVED = "WAIVED"
    UNREACHABLE = "UNREACHABLE"


@dataclass(frozen=True)
class Notification:
    """One notification: served on a day, waived in writing, or said on the platform in its stead."""

    mode: Mode
    on: date
    reason: str = ""


@dataclass(frozen=True)
class Person:
    """Somebody who has to know: an id, the role in the case, and the newest notification if there is one.

    The label is the court's own word for the person, and never leaves the desk.
    """

    subject: str
    role: str
    notification: Notification | None = None
    label: str = ""


@dataclass(frozen=True)
class Bounds:
    """The earliest days that all notifications together leave; None where nobody sets a bound."""

    publication: date | None = None
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Plan:
    """What is to be judged: the day of publication and the days on which bidding opens and closes."""

    published_on: date
    opens_on: date | None = None
    closes_on: date | None = None


def counts_from(notification: Notification, rules: RuleSet) -> date | None:
    """Return the day on which somebody counts as notified; who waived sets no bound."""
    if notification.mode is Mode.WAIVED:
        return None
    if notification.mode is Mode.UNREACHABLE:
        return notification.on + timedelta(days=rules.days("deemed_notice"))
    return notification.on


def bounds(persons: Iterable[Person], rules: RuleSet) -> Bounds:
    """Return the latest of all bounds."""
    known = [(person.role, _counted(person, rules)) for person in persons]
    days = [(role, day) for role, day in known if day is not None]
    lead, tenants, shareholders = (
        timedelta(days=rules.days(name))
        for name in ("party_notice_lead", "tenant_notice", "shareholder_period")
    )
    return Bounds(
        publication=max((day + lead for _role, day in days), default=None),
        start=max((day + tenants for role, day in days if role == PartyRole.TENANT), default=None),
        # The right lapses with the end of its last day, so bidding closes on a later one.
        end=max(
            (day + shareholders + timedelta(days=1) for role, day in days if role == PartyRole.SHAREHOLDER),
            default=None,
        ),
    )


def check(persons: Sequence[Person], plan: Plan, rules: RuleSet) -> tuple[Refusal, ...]:
    """Return what forbids publishing: somebody does not know yet, or knows too late."""
    unknowing = sum(person.notification is None for person in persons)
    earliest = bounds(persons, rules)
    pairs = (
        (earliest.publication, plan.published_on, PartyReason.NOTIFIED_LATE),
        (earliest.start, plan.opens_on, PartyReason.TENANT_NOTIFIED_LATE),
        (earliest.end, plan.closes_on, PartyReason.SHAREHOLDER_TIME_RUNS),
    )
    found = [Refusal(PartyReason.NOT_NOTIFIED, "R-26", {"count": unknowing})] if unknowing else []
    for least, day, reason in pairs:
        if least is not None and day is not None and day < least:
            numbers = {"earliest": least.isoformat(), "planned": day.isoformat()}
            found.append(Refusal(reason, "R-26", numbers))
    return tuple(found)


def as_noticed(persons: Iterable[Person]) -> list[dict[str, str]]:
    """Return what a notice says of everybody who was notified: role, way and day, never a name (R-23)."""
    return [
        {
            "role": person.role,
            "mode": person.notification.mode.value,
            "on": person.notification.on.isoformat(),
            "reason": person.notification.reason if person.notification.mode is Mode.UNREACHABLE else "",
        }
        for person in persons
        if person.notification is not None
    ]


def plan_of(*, at: datetime, opens_at: datetime | None, closes_at: datetime | None, time_zone: str) -> Plan:
    """Return the days of a sale in the court's calendar, as far as its times are written."""
    opens_on, closes_on = (local_date(time, time_zone) if time else None for time in (opens_at, closes_at))
    return Plan(local_date(at, time_zone), opens_on, closes_on)


def judge(notification: Notification, *, today: date) -> Refusal | None:
    """Say why a notification may not be noted: it lies ahead, or does not say why or by which paper."""
    if notification.on > today:
        numbers = {"on": notification.on.isoformat(), "today": today.isoformat()}
        return Refusal(PartyReason.DAY_AHEAD, "R-26", numbers)
    if notification.mode is Mode.UNREACHABLE and notification.on != today:
        # The five days run from when the platform says it, and it says it from now on.
        return Refusal(PartyReason.SAID_FROM_TODAY, "R-26", {"today": today.isoformat()})
    if notification.mode is not Mode.SERVED and not notification.reason:
        return Refusal(PartyReason.REASON_MISSING, "R-26")
    return None


def _counted(person: Person, rules: RuleSet) -> date | None:
    return counts_from(person.notification, rules) if person.notification else None
