"""Finds an end or a term of a round that changed without a bid or a decision: R-03/MANIPULATION.

Pure: the entries of a round go in, and how its rows stand; what no entry explains comes out.  An end moves
by a bid near it (R-43) and by going on after a stop (R-55); terms never change (R-100).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce

from auction.audit.entry import format_time
from auction.due.deadline import Fact
from auction.rounds.conduct import Conduct, conduct_by

RULE = "R-03"
# An act is dated by the one before it when both were read at once, and a set moment may be met late.
LATITUDE = timedelta(minutes=1, seconds=1)
TERMS = ("starting_price_minor", "increment_minor", "deposit_minor", "opens_at", "balance_due_at")
COURSE = frozenset(
    {"lot.published", "lot.opened", "bid.accepted", "lot.suspended", "lot.resumed", "lot.closed"}
)


@dataclass(frozen=True)
class Finding:
    """What changed that nothing explains, when it shows, what it was and what it became."""

    what: str
    at: datetime
    was: str
    became: str


@dataclass(frozen=True)
class Stands:
    """How the rows of a round stand: its terms as the record writes them, its end while it is open."""

    terms: Mapping[str, str]
    closes_at: datetime | None


@dataclass(frozen=True)
class _Course:
    closes_at: datetime | None = None
    conduct: Conduct | None = None
    window: timedelta = timedelta(0)
    remaining: timedelta | None = None
    extension_count: int = 0
    published: Fact | None = None
    found: tuple[Finding, ...] = ()

    def noted(self, what: str, fact: Fact, was: object, became: object) -> _Course:
        finding = Finding(what, fact.at, _text(was), _text(became))
        return replace(self, found=(*self.found, finding))


def find(facts: Iterable[Fact], stands: Stands, *, at: datetime) -> tuple[Finding, ...]:
    """Return what changed without a decision, in the order in which it shows; nothing is the rule."""
    ordered = sorted(facts, key=lambda fact: fact.number)
    course = reduce(_after, ordered, _Course())
    if course.published is None:
        return course.found
    changed = [
        Finding(f"terms:{name}", at, course.published.value(name), stands.terms[name])
        for name in TERMS
        if course.published.value(name) != stands.terms[name]
    ]
    moved = stands.closes_at is not None and stands.closes_at != course.closes_at
    end = [Finding("end", at, _text(course.closes_at), _text(stands.closes_at))] if moved else []
    return (*course.found, *changed, *end)


def _after(course: _Course, fact: Fact) -> _Course:
    step = {
        "lot.published": _published,
        "lot.opened": _opened,
        "bid.accepted": _bid,
        "lot.suspended": _suspended,
        "lot.resumed": _resumed,
        "lot.closed": _closed,
    }.get(fact.kind)
    return course if step is None else step(course, fact)


def _published(course: _Course, fact: Fact) -> _Course:
    if course.published is not None:
        return course.noted("terms", fact, course.published.value("notice_hash"), fact.value("notice_hash"))
    return replace(
        course,
        published=fact,
        closes_at=_time(fact, "closes_at"),
        window=timedelta(seconds=int(fact.value("extension_window_s"))),
        conduct=conduct_by(fact.value("rule_set"), int(fact.value("rule_set_version"))),
    )


def _opened(course: _Course, fact: Fact) -> _Course:
    return _at_end(course, fact, _time(fact, "closes_at"))


def _bid(course: _Course, fact: Fact) -> _Course:
    course = _at_end(course, fact, _time(fact, "closes_before"))
    if course.conduct is None or course.closes_at is None:
        return course
    expected = course.conduct.end_after(
        course.closes_at,
        received_at=_time(fact, "received_at"),
        window=course.window,
        extension_count=course.extension_count,
    )
    counted = replace(course, extension_count=course.extension_count + (expected > course.closes_at))
    return _at_end(replace(counted, closes_at=expected), fact, _time(fact, "closes_at"))


def _suspended(course: _Course, fact: Fact) -> _Course:
    remaining = timedelta(milliseconds=int(fact.value("remaining_ms") or 0))
    return replace(_at_end(course, fact, _time(fact, "closes_at")), remaining=remaining)


def _resumed(course: _Course, fact: Fact) -> _Course:
    ends, before = _time(fact, "closes_at"), course.closes_at
    if course.remaining is None or course.conduct is None or before is None:
        return replace(course.noted("end", fact, before, ends), closes_at=ends)
    left = max(course.remaining, course.window, course.conduct.resume_min_remaining)
    latest = max(before, fact.at + left + LATITUDE)
    earliest = max(before, fact.at + left - LATITUDE)
    after = replace(course, remaining=None, closes_at=ends)
    return after if earliest <= ends <= latest else after.noted("end", fact, before, ends)


def _closed(course: _Course, fact: Fact) -> _Course:
    return _at_end(course, fact, _time(fact, "closed_at"))


def _at_end(course: _Course, fact: Fact, ends: datetime) -> _Course:
    """Go on from the end that the fact tells, noting it when it is not the one that was explained."""
    if ends == course.closes_at:
        return course
    return replace(course.noted("end", fact, course.closes_at, ends), closes_at=ends)


def _time(fact: Fact, name: str) -> datetime:
    return datetime.fromisoformat(fact.value(name))


def _text(value: object) -> str:
    return format_time(value) if isinstance(value, datetime) else str(value or "")
