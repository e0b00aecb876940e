"""Reads and writes decisions of panels, of which the newest counts, and steps on the way to a price."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from auction.kernel.money import Money
from listings.valuation.panel import Decision, Minutes
from listings.valuation.tables import PanelDecision, ValuationFact
from listings.valuation.way import Fact, Step

# The longest way has three agencies with extensions and objections; more only wears out the page.
FACTS_MAX = 200


@dataclass(frozen=True)
class NotedFact:
    """A fact, and when it was noted."""

    fact: Fact
    recorded_at: datetime


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


def facts_of(tx: Session, lot_id: str) -> list[NotedFact]:
    """Return what was noted of a lot on the way to its price, in the order of noting."""
    rows = tx.scalars(
        select(ValuationFact)
        .where(ValuationFact.lot_id == lot_id)
        .order_by(ValuationFact.number)
        .limit(FACTS_MAX)
    )
    return [NotedFact(_fact(row), row.recorded_at) for row in rows]


def add_fact(
    tx: Session, lot_id: str, number: int, fact: Fact, *, currency: str, by: str, at: datetime
) -> None:
    """Insert a fact."""
    values: Mapping[str, object] = {
        "lot_id": lot_id,
        "number": number,
        "step": fact.step.value,
        "noted_on": fact.on,
        "given_by": fact.given_by,
        "amount_minor": fact.amount.minor if fact.amount else None,
        "currency": currency,
        "document": fact.document,
        "recorded_by": by,
        "recorded_at": at,
    }
    tx.execute(insert(ValuationFact).values(values))


def _fact(row: ValuationFact) -> Fact:
    amount = Money(row.amount_minor, row.currency) if row.amount_minor is not None else None
    return Fact(Step(row.step), row.noted_on, row.given_by, amount, row.document)


def facts_since(tx: Session, lot_id: str, since: datetime | None) -> list[Fact]:
    """Return what was noted after a moment: what was said of an earlier round counts no more."""
    return [each.fact for each in facts_of(tx, lot_id) if since is None or each.recorded_at > since]
