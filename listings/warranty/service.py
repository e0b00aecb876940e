"""Gathers the evidence about one lot."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from auction.rounds import store as rounds
from listings import notice, store
from listings.warranty import evidence
from listings.warranty import store as acknowledgements


def gather(tx: Session, *, lot_id: str, at: datetime) -> dict[str, Any]:
    """Return what was disclosed and acknowledged of a lot at that time."""
    notices = [
        evidence.Published(notice.parse(row.body), row.hash, row.published_at)
        for row in store.notices_of(tx, lot_id)
    ]
    held = [
        evidence.Round(view.round_id, view.closed_at, acknowledgements.acknowledged_of(tx, view.round_id))
        for view in rounds.rounds_of_lots(tx, [lot_id])[lot_id]
    ]
    return evidence.compose(lot_id, notices, held, at=at)
