"""Deadlines: what began when, until when it is to be done, and whether it was.

Pure: facts of the record go in, deadlines come out; the rows of deadline_rows.py say which fact begins one,
which ends it and how its time is counted.  The same facts always give the same deadlines, in any order.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Self

from auction.rules.days import end_of, local_date
from auction.rules.rule_set import RuleSet
from auction.rules.rule_sets import CURRENT, last_day, rule_set

PUBLISHED = "lot.published"


class Actor(enum.StrEnum):
    """Who has to act: the clock of the platform, the court, the platform's people, a bidder, or a party."""

    CLOCK = "clock"
    COURT = "court"
    PLATFORM = "platform"
    BIDDER = "bidder"
    PARTY = "party"


class State(enum.StrEnum):
    """Where a deadline stands.  Every deadline is in one of these, always."""

    DUE = "due"
    DONE = "done"
    OVERDUE = "overdue"
    VOID = "void"


class Count(enum.StrEnum):
    """How the end is counted: as told, by the clock, in days, or in days on top of an earlier end."""

    TOLD = "told"
    SPAN = "span"
    DAYS = "days"
    MORE_DAYS = "more_days"


@dataclass(frozen=True)
class Fact:
    """One entry of the record as far as deadlines ask it; ``number`` orders what happens at one instant."""

    kind: str
    at: datetime
    told: Mapping[str, object] = field(default_factory=dict)
    court_id: str = ""
    case_id: str = ""
    lot_id: str = ""
    round_id: str = ""
    number: int = 0

    def value(self, name: str) -> str:
        """Return what the fact says under that name, or nothing."""
        own = {"court_id": self.court_id, "case_id": self.case_id, "lot_id": self.lot_id}
        own["round_id"] = self.round_id
        return own.get(name) or str(self.told.get(name, ""))


@dataclass(frozen=True)
class Until:
    """How an end is found: ``name`` is a parameter of the rule set, or the field in which it is told.

    ``since`` is the field from which it counts; without it it counts from the fact itself.
    """

    count: Count
    name: str
    since: str = ""
    of_round: bool = False

    @classmethod
    def told(cls, name: str, *, of_round: bool = False) -> Self:
        """Take the end that the fact itself tells, or what was published of its round."""
        return cls(Count.TOLD, name, of_round=of_round)

    @classmethod
    def span(cls, name: str, since: str = "") -> Self:
        """Count so long by the clock; that never moves to a working day."""
        return cls(Count.SPAN, name, since)

    @classmethod
    def days(cls, name: str, since: str = "") -> Self:
        """Count so many days, and on to the next working day where the last is none (R-28)."""
        return cls(Count.DAYS, name, since)

    @classmethod
    def more_days(cls, name: str) -> Self:
        """Count so many days on from the end there was."""
        return cls(Count.MORE_DAYS, name)


@dataclass(frozen=True)
class When:
    """Which facts: of a kind, saying this and that, about a round of one kind."""

    kind: str
    says: tuple[tuple[str, tuple[str, ...]], ...] = ()
    round_kind: str = ""

    def fits(self, fact: Fact, published: Fact | None) -> bool:
        """Say whether it is such a fact."""
        if fact.kind != self.kind or any(fact.value(name) not in values for name, values in self.says):
            return False
        return not self.round_kind or (published is not None and published.value("kind") == self.round_kind)


@dataclass(frozen=True)
class Row:
    """One deadline of the law: what begins it, what ends it, how it is counted, who must act.

    ``key`` names what it is about: it runs once for each value of that field.  What ``lapses`` is a right
    and not a duty: nobody is late who does not use it.  ``grace`` is how late the clock may come.
    """

    name: str
    rule: str
    key: str
    actor: Actor
    begins: tuple[tuple[When, Until], ...]
    done: tuple[When, ...]
    void: tuple[When, ...] = ()
    public: bool = False
    lapses: bool = False
    grace: timedelta = timedelta(0)


@dataclass(frozen=True)
class Deadline:
    """One deadline that began.  ``aimed_on`` is its last day before it moves to a working day (R-28)."""

    name: str
    rule: str
    article: str
    actor: Actor
    public: bool
    key: str
    court_id: str
    case_id: str
    lot_id: str
    round_id: str
    begun_at: datetime
    due_at: datetime
    late_at: datetime
    aimed_on: date | None = None
    lapses: bool = False
    done_at: datetime | None = None
    void_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Say whether nothing ended it yet."""
        return self.done_at is None and self.void_at is None

    @property
    def was_late(self) -> bool:
        """Say whether it was done, and too late."""
        return self.done_at is not None and self.done_at > self.late_at

    def state(self, at: datetime) -> State:
        """Return where it stands at a moment; at its very end it is over."""
        if self.void_at is not None and self.void_at <= at:
            return State.VOID
        if self.done_at is not None and self.done_at <= at:
            return State.DONE
        if at < self.late_at:
            return State.DUE
        return State.VOID if self.lapses else State.OVERDUE


def running(facts: Iterable[Fact], rows: Sequence[Row], *, time_zone: str) -> tuple[Deadline, ...]:
    """Return every deadline that the facts began, the first due first."""
    ordered = sorted(facts, key=_order)
    published = {fact.round_id: fact for fact in ordered if fact.kind == PUBLISHED}
    by_kind: dict[str, list[Fact]] = {}
    for fact in ordered:
        by_kind.setdefault(fact.kind, []).append(fact)
    found = [
        deadline
        for row in rows
        for deadline in _of_row(row, _told_to(row, by_kind), published, time_zone=time_zone)
    ]
    return tuple(sorted(found, key=lambda each: (each.due_at, each.name, each.key, each.begun_at)))


def _told_to(row: Row, by_kind: Mapping[str, Sequence[Fact]]) -> list[Fact]:
    kinds = {when.kind for when, _ in row.begins} | {when.kind for when in (*row.done, *row.void)}
    return sorted((fact for kind in kinds for fact in by_kind.get(kind, ())), key=_order)


def _order(fact: Fact) -> tuple[datetime, int]:
    return fact.at, fact.number


def _of_row(
    row: Row, facts: Iterable[Fact], published: Mapping[str, Fact], *, time_zone: str
) -> list[Deadline]:
    over: list[Deadline] = []
    running_now: dict[str, Deadline] = {}
    for fact in facts:
        key, of_round = fact.value(row.key), published.get(fact.round_id)
        before = running_now.get(key)
        after = _after(row, fact, of_round, before, time_zone=time_zone) if key else None
        if after is None:
            continue
        if before is not None and not before.is_open:
            over.append(before)
        running_now[key] = after
    return [*over, *running_now.values()]


def _after(
    row: Row, fact: Fact, of_round: Fact | None, before: Deadline | None, *, time_zone: str
) -> Deadline | None:
    """Return the deadline as the fact leaves it; nothing when the fact does not touch it."""
    is_open = before is not None and before.is_open
    if before is not None and is_open and any(when.fits(fact, of_round) for when in row.done):
        return replace(before, done_at=fact.at)
    if before is not None and is_open and any(when.fits(fact, of_round) for when in row.void):
        return replace(before, void_at=fact.at)
    until = next((until for when, until in row.begins if when.fits(fact, of_round)), None)
    if until is None:
        return None
    rules, earlier = _rules_of(of_round), before if is_open else None
    end = _end(until, fact, of_round, earlier, rules=rules, time_zone=time_zone)
    if end is None:
        return None
    if earlier is not None:
        # What still runs gets another end, and stays the deadline that it was.
        return replace(earlier, due_at=end[0], late_at=end[0] + row.grace, aimed_on=end[1])
    article = "" if until.count is Count.TOLD else rules.parameter(until.name).article
    return _begun(row, fact, *end, article=article)


def _begun(row: Row, fact: Fact, due_at: datetime, aimed_on: date | None, *, article: str) -> Deadline:
    return Deadline(
        name=row.name,
        rule=row.rule,
        article=article,
        actor=row.actor,
        public=row.public,
        key=fact.value(row.key),
        court_id=fact.court_id,
        case_id=fact.case_id,
        lot_id=fact.lot_id,
        round_id=fact.round_id,
        begun_at=fact.at,
        due_at=due_at,
        late_at=due_at + row.grace,
        aimed_on=aimed_on,
        lapses=row.lapses,
    )


def _end(
    until: Until,
    fact: Fact,
    of_round: Fact | None,
    before: Deadline | None,
    *,
    rules: RuleSet,
    time_zone: str,
) -> tuple[datetime, date | None] | None:
    """Return the end, and the day to aim at where it is counted in days; nothing when nothing says it."""
    if until.count is Count.TOLD:
        told = of_round if until.of_round else fact
        return _told_end(told.value(until.name) if told else "", time_zone)
    if until.count is Count.SPAN:
        return _moment(fact, until.since) + rules.span(until.name), None
    if until.count is Count.MORE_DAYS:
        assert before is None or before.aimed_on is not None, "only what is counted in days gets more days"
        first = None if before is None else before.aimed_on
    else:
        first = _day(fact, until.since, time_zone)
    if first is None:
        return None
    aimed_on = first + timedelta(days=rules.days(until.name))
    return end_of(last_day(rules, aimed_on), time_zone), aimed_on


def _told_end(text: str, time_zone: str) -> tuple[datetime, date | None] | None:
    if not text:
        return None
    if _is_day(text):
        day = date.fromisoformat(text)
        return end_of(day, time_zone), day
    return _time(text), None


def _moment(fact: Fact, since: str) -> datetime:
    text = fact.value(since) if since else ""
    return _time(text) if text and not _is_day(text) else fact.at


def _day(fact: Fact, since: str, time_zone: str) -> date:
    text = fact.value(since) if since else ""
    return date.fromisoformat(text) if _is_day(text) else local_date(_moment(fact, since), time_zone)


def _is_day(text: str) -> bool:
    return len(text) == len("2026-03-01")


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _rules_of(published: Fact | None) -> RuleSet:
    # A round keeps the version it was published under; what has no round yet follows the newest.
    if published is None or not published.value("rule_set"):
        return rule_set(CURRENT)
    return rule_set(published.value("rule_set"), int(published.value("rule_set_version")))
