"""Reads and writes decisions of panels; the newest one of a lot counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import orjson
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from listings.valuation.panel import Decision, Minutes
from listings.valuation.tables import PanelDecision


def newest_decision(tx: Session, lot_id: str) -> Decision | None:
    """Return the newest decision that was recorded for a lot."""
    row = tx.scalars(
        select(PanelDecision)
        .where(PanelDecision.lot_id == lot_id)
        .order_by(PanelDecision.number.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    minutes = Minutes(row.document, row.decided_on, row.members)
    return Decision(row.number, minutes, orjson.loads(row.decided), row.hash)


def add_decision(tx: Session, lot_id: str, decision: Decision, *, by: str, at: datetime) -> None:
    """Insert a decision."""
    minutes = decision.minutes
    values: Mapping[str, object] = {
        "lot_id": lot_id,
        "number": decision.number,
        "document": minutes.document,
        "decided_on": minutes.decided_on,
        "members": minutes.members,
        "decided": orjson.dumps(dict(decision.decided), option=orjson.OPT_SORT_KEYS).decode(),
        "hash": decision.hash,
        "recorded_by": by,
        "recorded_at": at,
    }
    tx.execute(insert(PanelDecision).values(values))
