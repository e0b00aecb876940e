"""Finds money of which a court is to be told, and was not told yet."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from auction.due.tables import CourtAlert
from auction.ledger.tables import Transfer
from auction.payments.disputes.tables import Dispute
from auction.payments.outbox.store import is_lost
from auction.payments.payout import PayoutKind
from auction.payments.tables import Payout

Since = ColumnElement[datetime] | InstrumentedAttribute[datetime]
REFUSED, CREDIT_REFUSED, DISPUTED = "payout_refused", "credit_refused", "payment_disputed"
# What was refused is told by where it was to go: each kind has its own way out.
KINDS = {REFUSED: PayoutKind.REFUND, CREDIT_REFUSED: PayoutKind.CASE_ACCOUNT}


def refused(tx: Session, name: str, *, limit: int) -> list[dict[str, Any]]:
    """Return payouts of the kind of an alarm that the bank or payment service refused."""
    since = func.coalesce(Payout.first_attempt_at, Payout.due_at)
    query = _of_sale(since).select_from(Payout).join(Transfer, Transfer.id == Payout.transfer_id)
    query = query.where(Payout.state == "REFUSED", Payout.kind == KINDS[name].value, ~is_lost())
    return _untold(tx, query, name, since, limit=limit)


def disputed(tx: Session, *, limit: int) -> list[dict[str, Any]]:
    """Return payments of a sale that their payer's bank has taken back for now."""
    came = or_(
        Transfer.id == literal("in:").concat(Dispute.payment_id),
        Transfer.id == literal("taken:").concat(Dispute.payment_id),
    )
    query = _of_sale(Dispute.opened_at).select_from(Dispute).join(Transfer, came)
    return _untold(tx, query.where(Dispute.state == "OPEN"), DISPUTED, Dispute.opened_at, limit=limit)


def _of_sale(since: Since) -> Select[Any]:
    ids = (Transfer.court_id, Transfer.case_id, Transfer.lot_id, Transfer.round_id)
    query: Select[Any] = select(*ids).add_columns(since.label("since_at"))
    return query


def _untold(tx: Session, query: Select[Any], name: str, since: Since, *, limit: int) -> list[dict[str, Any]]:
    told = exists().where(
        CourtAlert.name == name, CourtAlert.round_id == Transfer.round_id, CourtAlert.since_at == since
    )
    query = query.where(Transfer.court_id.is_not(None), Transfer.round_id.is_not(None), ~told).distinct()
    rows = tx.execute(query.order_by(since, Transfer.round_id).limit(limit)).mappings()
    return [{**row, "case_id": row["case_id"] or "", "lot_id": row["lot_id"] or ""} for row in rows]
