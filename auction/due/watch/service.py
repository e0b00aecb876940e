"""Looks whether ends and terms moved without a decision, and says so to the court (R-03)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.due.alarm import Alarm
from auction.due.watch import manipulation, store

MANIPULATION = "manipulation"


def look(tx: Session, *, limit: int, at: datetime) -> list[Alarm]:
    """Return a new alarm for each end or term that nothing in the record explains."""
    rounds = store.to_look_at(tx, at=at, limit=limit)
    alarms = [alarm for round_id in rounds for alarm in of_round(tx, round_id, at)]
    told = store.raised(tx, [alarm.id for alarm in alarms])
    return [alarm for alarm in alarms if alarm.id not in told]


def of_round(tx: Session, round_id: str, at: datetime) -> list[Alarm]:
    """Return the alarms of one round: one for each thing that changed."""
    row, stands = store.stands(tx, round_id)
    found = manipulation.find(store.course_of(tx, round_id), stands, at=at)
    ids = {"court_id": row.court_id, "case_id": row.case_id, "lot_id": row.lot_id, "round_id": row.id}
    # Known by what it became, so that it is told once however often it is looked at.
    known = {f"{each.what}:{each.became}" for each in found}
    return [
        Alarm(MANIPULATION, manipulation.RULE, **ids, since_at=row.published_at, key=key)
        for key in sorted(known)
    ]
