"""Reads and writes notifications, and finds who has to be notified of a sale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction.cases import store as cases
from auction.cases.tables import Case, Court
from auction.kernel.database import insert_once
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.tables import table_of
from listings.lot import Lot, PriorityPlace
from listings.parties.notified import PRIORITY, Mode, Notification, Person
from listings.parties.tables import PartyNotification
from listings.tables import Lot as LotRow

# A lot is notified of a few times; whoever writes more often than this only wears out the page.
NOTIFICATIONS_MAX = 2_000


@dataclass(frozen=True)
class SaidHere:
    """Somebody who could not be reached, as the platform says it to everybody: a role, never a name."""

    court_name: str
    case_number: str
    role: str
    reason: str
    on: date


def persons_of(
    tx: Session, *, lot: Lot, places: Sequence[PriorityPlace], since: datetime | None
) -> list[Person]:
    """Return the parties of the case and the holders on the lot's priority list who are none of them.

    What was noted before the last round's publication was said of that round, and counts no more.
    """
    newest, case_id = _newest(tx, lot.id, since), lot.case_id
    parties = cases.parties_of(tx, case_id)
    digests = {party.identity_digest for party in parties}
    people = [(party.id, party.role, party.name) for party in parties]
    people += [
        (place.identity_digest, PRIORITY, place.basis)
        for place in places
        if place.identity_digest not in digests
    ]
    return [Person(subject, role, newest.get(subject), label) for subject, role, label in people]


def add(tx: Session, row: PartyNotification) -> bool:
    """Insert a notification, once; say whether it is new."""
    table = table_of(PartyNotification)
    return insert_once(tx, table, {column.name: getattr(row, column.name) for column in table.columns})


def said_here(tx: Session, *, rows_max: int = PAGE_ROWS_MAX) -> list[SaidHere]:
    """Return who could not be reached, as the platform says it, the newest first."""
    query = (
        select(PartyNotification, Court.name, Case.case_number)
        .join(LotRow, LotRow.id == PartyNotification.lot_id)
        .join(Case, Case.id == LotRow.case_id)
        .join(Court, Court.id == LotRow.court_id)
        .where(PartyNotification.mode == Mode.UNREACHABLE.value)
        .order_by(PartyNotification.noted_at.desc(), PartyNotification.id)
        .limit(rows_max)
    )
    return [
        SaidHere(court_name, case_number, row.role, row.reason, row.notified_on)
        for row, court_name, case_number in tx.execute(query)
    ]


def _newest(tx: Session, lot_id: str, since: datetime | None) -> dict[str, Notification]:
    counting = [PartyNotification.lot_id == lot_id]
    if since is not None:
        counting.append(PartyNotification.noted_at > since)
    query = (
        select(PartyNotification)
        .where(*counting)
        .order_by(PartyNotification.noted_at.desc(), PartyNotification.id.desc())
        .limit(NOTIFICATIONS_MAX)
    )
    found: dict[str, Notification] = {}
    for row in tx.scalars(query):
        found.setdefault(row.subject, Notification(Mode(row.mode), row.notified_on, row.reason))
    return found
