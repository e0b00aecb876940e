"""Reads the names of lots for the page of what is due."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from listings.tables import Lot


def titles(tx: Session, court_id: str, lot_ids: Collection[str]) -> Mapping[str, str]:
    """Return the titles of those lots that are of this court."""
    query = select(Lot.id, Lot.title).where(Lot.court_id == court_id, Lot.id.in_(lot_ids))
    return {row.id: row.title for row in tx.execute(query)}
