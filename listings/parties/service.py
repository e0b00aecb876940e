"""Notes that a party or a priority purchaser was notified, and puts it into the record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft
from auction.kernel.refusal import Refusal
from auction.rounds import store as round_store
from auction.rules.days import local_date
from listings import lot as desk
from listings import store as lots
from listings.lot import Lot
from listings.parties import store
from listings.parties.notified import Notification, Person, judge
from listings.parties.reason import PartyReason
from listings.parties.tables import PartyNotification


def persons(tx: Session, lot: Lot) -> list[Person]:
    """Return everybody who has to know of the sale of this lot, with the newest notification of each."""
    rounds = [view.published_at for view in round_store.rounds_of_lots(tx, [lot.id])[lot.id]]
    since = desk.published_before(lot, rounds)
    return store.persons_of(tx, lot=lot, places=lots.priorities_of(tx, lot.id), since=since)


def note(
    tx: Session,
    *,
    lot: Lot,
    subject: str,
    notification: Notification,
    notification_id: str,
    time_zone: str,
    actor: str,
    at: datetime,
) -> Refusal | None:
    """Keep that somebody was notified; the record says role, way and day, and never a name."""
    person = _person(persons(tx, lot), subject)
    refusal = desk.judge_edit(lot, lot.version) or judge(notification, today=local_date(at, time_zone))
    if refusal is not None or isinstance(person, Refusal):
        return refusal or (person if isinstance(person, Refusal) else None)
    row = PartyNotification(
        id=notification_id,
        lot_id=lot.id,
        subject=subject,
        role=person.role,
        mode=notification.mode.value,
        notified_on=notification.on,
        reason=notification.reason,
        noted_by=actor,
        noted_at=at,
    )
    if store.add(tx, row):
        lots.update_lot(tx, lot)
        log.append(tx, [_entry(lot, row)])
    return None


def _person(known: Sequence[Person], subject: str) -> Person | Refusal:
    found = [person for person in known if person.subject == subject]
    return found[0] if found else Refusal(PartyReason.PERSON_UNKNOWN, "R-26")


def _entry(lot: Lot, row: PartyNotification) -> EntryDraft:
    facts = {
        "lot_id": lot.id,
        "notification_id": row.id,
        "role": row.role,
        "mode": row.mode.lower(),
        "on": row.notified_on.isoformat(),
        "actor": row.noted_by,
    }
    return EntryDraft(
        lot.id, "party.notified", row.noted_at, facts,
        court_id=lot.court_id, case_id=lot.case_id, lot_id=lot.id,
    )  # fmt: skip
