"""What a court writes to stop a round, to let it go on or to take it back (R-53 to R-57).

Each wish has a content: plain values, exactly what a second person reads and approves.  Days are
written ``2026-03-30`` and moments as the record writes them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Protocol

from auction.audit.entry import format_time
from auction.kernel.refusal import Refusal
from auction.rounds import course
from auction.rounds.lifecycle import State
from auction.rounds.standing import Board
from auction.rules.days import local_date
from auction.rules.grounds import COURT_STAYS, STAYS, TERMINATIONS, WITHDRAWALS, Ground
from auction.rules.rule_set import RuleSet
from auction.rules.rule_sets import last_day
from listings.debt import Payment, is_duty, read_payment
from listings.draft_form import UnreadableError, read_time
from listings.grounds import GROUNDS_LENGTH_MAX, Grounds, read_grounds
from listings.reason import Reason
from listings.stays.reason import StayReason

Form = Mapping[str, str]
Content = dict[str, object]


class Seat(Protocol):
    """What is asked of a court: where its days are counted, and in what it counts."""

    @property
    def time_zone(self) -> str:
        """Return the zone of its days."""

    @property
    def currency(self) -> str:
        """Return its currency."""


@dataclass(frozen=True)
class Stop:
    """A stop of a running round: its kind, its ground, and why."""

    kind: str
    grounds: Grounds

    @property
    def content(self) -> Content:
        """Return what is proposed."""
        return {"kind": self.kind, **self.grounds.told}


@dataclass(frozen=True)
class Resumption:
    """The moment at which a stopped round goes on; the law counts its days from the end of the cause."""

    resumes_at: datetime
    ended_on: date
    last_day: date
    is_late: bool
    grounds: Grounds

    @property
    def content(self) -> Content:
        """Return what is proposed."""
        return {
            "resumes_at": format_time(self.resumes_at),
            "ended_on": self.ended_on.isoformat(),
            "last_day": self.last_day.isoformat(),
            "is_late": self.is_late,
            **self.grounds.told,
        }


@dataclass(frozen=True)
class Withdrawal:
    """A round taken back on one of the grounds of the law; with what was paid, if the debt is."""

    grounds: Grounds
    payment: Payment | None = None
    is_duty: bool = False
    other_lots: tuple[str, ...] = field(default=())

    @property
    def content(self) -> Content:
        """Return what is proposed."""
        told: Content = dict(self.grounds.told)
        if self.payment is not None:
            told |= {**self.payment.told, "is_duty": self.is_duty, "other_lots": list(self.other_lots)}
        return told


def read_stop(form: Form) -> Stop | Refusal:
    """Read a stop: a stay or a suspension, on a ground of the law, with reason and basis (R-53)."""
    kind = form.get("kind", "")
    if kind not in COURT_STAYS:
        return Refusal(StayReason.KIND_NOT_NAMED, "R-53")
    grounds = read_written(form, rule="R-53", among=STAYS)
    return grounds if isinstance(grounds, Refusal) else Stop(kind, grounds)


def read_resumption(form: Form, *, rules: RuleSet, time_zone: str, at: datetime) -> Resumption | Refusal:
    """Read when a round goes on and when the cause of its stop ended (R-55)."""
    try:
        resumes_at = read_time(form.get("resumes_at", ""), time_zone)
    except UnreadableError as unreadable:
        return unreadable.refusal
    ended_on = read_past_day(form.get("ended_on", ""), today=local_date(at, time_zone), rule="R-55")
    grounds = read_written(form, rule="R-55", among=None)
    if resumes_at is None:
        return Refusal(StayReason.MOMENT_MISSING, "R-55")
    if isinstance(ended_on, Refusal):
        return ended_on
    if isinstance(grounds, Refusal):
        return grounds
    last = last_day_to_resume(ended_on, rules)
    return Resumption(resumes_at, ended_on, last, local_date(resumes_at, time_zone) > last, grounds)


def last_day_to_resume(ended_on: date, rules: RuleSet) -> date:
    """Return the last day on which a round should go on after the cause of its stop ended (R-55, R-28)."""
    return last_day(rules, ended_on + timedelta(days=rules.days("resume_max")))


def grounds_to_withdraw(state: State) -> Mapping[Ground, str]:
    """Return on which grounds a round may be taken back: after its start, by a ruling as well (R-56)."""
    return TERMINATIONS if state is State.SUSPENDED else WITHDRAWALS


def read_written(form: Form, *, rule: str, among: Mapping[Ground, str] | None) -> Grounds | Refusal:
    """Read ground, public reason and legal basis."""
    said = [form.get(name, "") for name in ("reason", "legal_basis", "ground")]
    return read_grounds(*said, rule=rule, among=among)


def read_past_day(text: str, *, today: date, rule: str) -> date | Refusal:
    """Read a day on which something has happened: today at the latest."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return Refusal(StayReason.DAY_MISSING, rule)
    if day > today:
        return Refusal(StayReason.DAY_AHEAD, rule, {"day": day.isoformat(), "today": today.isoformat()})
    return day


def read_withdrawal(
    form: Form, *, state: State, opens_at: datetime, court: Seat, at: datetime
) -> Withdrawal | Refusal:
    """Read why a round is taken back, and what was paid if the debt is (R-56, R-57)."""
    grounds = read_written(form, rule="R-56", among=grounds_to_withdraw(state))
    if isinstance(grounds, Refusal) or grounds.ground != Ground.DEBT_PAID:
        return grounds if isinstance(grounds, Refusal) else Withdrawal(grounds)
    today = local_date(at, court.time_zone)
    day = read_past_day(form.get("received_on", ""), today=today, rule="R-57")
    if isinstance(day, Refusal):
        return day
    received, interest = form.get("received", ""), form.get("interest", "")
    payment = read_payment(received, interest, court.currency, received_on=day)
    if isinstance(payment, Refusal):
        return payment
    return Withdrawal(grounds, payment, is_duty(day, opens_at, court.time_zone))


def judge_fault(boards: Sequence[Board], reason: str, at: datetime) -> Sequence[Board] | Refusal:
    """Return which of the chosen rounds a fault stops: those whose bidding runs; or why none is (R-54)."""
    if not reason:
        return Refusal(StayReason.FAULT_NOT_SAID, "R-54")
    if len(reason) > GROUNDS_LENGTH_MAX:
        numbers = {"length": len(reason), "length_max": GROUNDS_LENGTH_MAX}
        return Refusal(Reason.TEXT_TOO_LONG, "R-54", numbers)
    running = [board for board in boards if not isinstance(course.suspend(board, at=at), Refusal)]
    return running or Refusal(StayReason.NOTHING_RUNS, "R-54")
