"""Reads since when ledger and gateway differ at a court, and which alarms were raised."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from auction.due.tables import CourtAlert
from auction.payments.reconciliation.tables import MoneyDifference


def differ_since(tx: Session, *, before: datetime, limit: int) -> list[tuple[str, datetime]]:
    """Return the courts with a difference from before that moment that nobody mended or explained."""
    row = MoneyDifference
    since_at = func.min(row.since_at)
    query = (
        select(row.court_id, since_at)
        .where(row.mended_at.is_(None), row.explained_at.is_(None), row.court_id != "")
        .group_by(row.court_id)
        .having(since_at <= before)
        .order_by(since_at.desc(), row.court_id)
        .limit(limit)
    )
    return [(court_id, at) for court_id, at in tx.execute(query)]


def raised(tx: Session, ids: Collection[str]) -> set[str]:
    """Return which of these alarms were raised already."""
    return set(tx.scalars(select(CourtAlert.id).where(CourtAlert.id.in_(ids)))) if ids else set()
