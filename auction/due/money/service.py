"""Collects the alarms about money that courts are still to be told."""

from __future__ import annotations

from sqlalchemy.orm import Session

from auction.due.alarm import Alarm
from auction.due.money import store


def look(tx: Session, *, limit: int) -> list[Alarm]:
    """Return an alarm for each refused payout and disputed payment of a court, once."""
    found = [
        (store.REFUSED, "R-61", store.refused(tx, store.REFUSED, limit=limit)),
        (store.CREDIT_REFUSED, "R-62", store.refused(tx, store.CREDIT_REFUSED, limit=limit)),
        (store.DISPUTED, "R-63", store.disputed(tx, limit=limit)),
    ]
    return [Alarm(name=name, rule=rule, **each) for name, rule, rows in found for each in rows]
