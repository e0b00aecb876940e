"""Follows the record: deadlines are found anew where something happened, and overdue ones raise alarms."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.due import following, paid_out, store
from auction.due.alarm import Alarm, of_deadline
from auction.due.deadline import Deadline, Fact, running
from auction.due.deadline_rows import ROWS
from auction.due.reason import DueReason
from auction.kernel.refusal import Refusal

# The zone of what is about no court; nothing of that kind has a deadline in days.
UTC = "UTC"


@dataclass(frozen=True)
class Changes:
    """Which lines go, which come, and how far the record was read."""

    old: tuple[Deadline, ...]
    new: tuple[Deadline, ...]
    position: int
    read_before: int

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing is to be written."""
        return not self.old and not self.new and self.position == self.read_before


def changes(tx: Session, *, at: datetime) -> Changes:
    """Find what changed since the record was read last; nothing is written."""
    before = store.position(tx)
    entries = store.entries_after(tx, before, limit=following.ENTRIES_MAX)
    seen = following.read(entries, after=before, at=at)
    lot_ids = sorted(seen.lot_ids | set(store.lots_paid_out(tx, limit=following.LOTS_MAX)))
    kept = set(store.lines_of_lots(tx, lot_ids))
    found = set(found_of_lots(tx, lot_ids))
    for court_id in sorted(seen.court_ids):
        kept |= set(store.lines_of_court(tx, court_id))
        found |= set(_found(tx, store.facts_of_court(tx, court_id)))
    return Changes(tuple(kept - found), tuple(found - kept), seen.position, before)


def found_of_lots(tx: Session, lot_ids: Sequence[str]) -> list[Deadline]:
    """Find the deadlines of lots from the record, and from what the bank sent."""
    if not lot_ids:
        return []
    facts = store.facts_of_lots(tx, lot_ids)
    ends = [fact for fact in facts if fact.kind in paid_out.ENDS]
    return _found(tx, [*facts, *paid_out.facts_of(ends, store.movements(tx, {end.round_id for end in ends}))])


def keep(tx: Session, found: Changes) -> int:
    """Keep what was found; return how many lines came or went."""
    store.replace_lines(tx, found.old, found.new)
    if found.position != found.read_before:
        store.save_position(tx, found.position)
    return len(found.old) + len(found.new)


def raise_alarms(tx: Session, *, alarms: Sequence[Alarm], at: datetime) -> int:
    """Tell the courts, each thing once; return how many alarms were new."""
    new = [alarm for alarm in alarms if store.insert_alert(tx, _alert(alarm, at))]
    log.append(tx, [_entry(alarm, at, {}) for alarm in new])
    return len(new)


def overdue_alarms(tx: Session, *, limit: int, at: datetime) -> list[Alarm]:
    """Return the alarms that overdue deadlines are still to raise.

    A line may lag behind on a morning when thousands of rounds open at once, so each is found anew first.
    """
    late = store.overdue_unalarmed(tx, at=at, limit=limit)
    found = set(found_of_lots(tx, sorted({line.lot_id for line in late})))
    return [of_deadline(line) for line in late if line in found]


def watched_alarms(tx: Session, *, limit: int) -> list[Alarm]:
    """Return the alarms of rounds whose price reached what is watched, once for each (R-53)."""
    return [Alarm(name=store.FAR_ABOVE, rule="R-53", **found) for found in store.watched(tx, limit=limit)]


def see_alarm(tx: Session, *, alert_id: str, court_id: str, by: str, at: datetime) -> Refusal | None:
    """Note who of the court saw an alarm, the first of them only."""
    found = store.lock_alert(tx, alert_id, court_id)
    if found is None:
        return Refusal(DueReason.ALARM_UNKNOWN, "")
    if found.seen_at is None:
        found.seen_at, found.seen_by = at, by
        names = ("name", "rule", "court_id", "case_id", "lot_id", "round_id", "since_at")
        alarm = Alarm(**{name: getattr(found, name) for name in names})
        log.append(tx, [_entry(alarm, at, {"seen_by": by})])
    return None


def _found(tx: Session, facts: Sequence[Fact]) -> list[Deadline]:
    by_court: dict[str, list[Fact]] = {}
    for fact in facts:
        by_court.setdefault(fact.court_id, []).append(fact)
    zones = store.time_zones(tx, set(by_court))
    # What begins twice in one instant is one line.
    lines = {
        (line.name, line.key, line.begun_at): line
        for court_id, own in by_court.items()
        for line in running(own, ROWS, time_zone=zones.get(court_id, UTC))
    }
    return list(lines.values())


def _alert(alarm: Alarm, at: datetime) -> dict[str, object]:
    told = {name: value for name, value in vars(alarm).items() if name != "key"}
    return {**told, "id": alarm.id, "raised_at": at, "seen_by": "", "seen_at": None}


def _entry(alarm: Alarm, at: datetime, more: dict[str, object]) -> EntryDraft:
    # In the court's chain: what a court overlooks later does not change the export of a lot.
    facts = {"alert": alarm.name, "rule": alarm.rule, "since_at": alarm.since_at, **more}
    about = {"about_lot": alarm.lot_id, "about_round": alarm.round_id, "about_case": alarm.case_id}
    facts |= {name: value for name, value in about.items() if value}
    return EntryDraft(f"court:{alarm.court_id}", "court.alerted", at, facts, court_id=alarm.court_id)
