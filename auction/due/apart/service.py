"""Finds the courts to be told that ledger and gateway differ for more than a day."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.due.alarm import Alarm
from auction.due.apart import store
from auction.payments.reconciliation.difference import ALARM_AFTER

MONEY_DIFFERS = "money_differs"
# All that is a court's ends on the account of a case, to the cent.
RULE = "R-90"


def look(tx: Session, *, limit: int, at: datetime) -> list[Alarm]:
    """Return a new alarm for each court, dated by its oldest difference that is open."""
    found = store.differ_since(tx, before=at - ALARM_AFTER, limit=limit)
    alarms = [Alarm(MONEY_DIFFERS, RULE, court_id, "", "", "", since_at) for court_id, since_at in found]
    told = store.raised(tx, [alarm.id for alarm in alarms])
    return [alarm for alarm in alarms if alarm.id not in told]
