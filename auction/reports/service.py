"""Records that somebody of the staff took something out, and checks a lot's chain."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from auction.audit import log
from auction.audit.entry import EntryDraft, chain_of
from auction.kernel.doors import Visitor
from auction.reports import chain_check, store
from auction.reports.chain_check import ChainCheck
from auction.reports.export import Form
from auction.reports.filters import Filters, What


def record_export(
    tx: Session, *, by: Visitor, what: What, form: Form, filters: Filters, at: datetime
) -> None:
    """Record an export by the staff.

    It stands in the court's chain or the platform's, never in a lot's: two exports of a closed
    lot are the same to the byte (R-99).
    """
    facts = {
        "actor": by.account_id,
        "role": by.role.value,
        "what": what.value,
        "form": form.value,
        "filters": filters.told(store.known_of(tx, filters)),
    }
    chain = chain_of(by.court_id)
    log.append(tx, [EntryDraft(chain, "export.made", at, facts, court_id=by.court_id or None)])


def check_lot(tx: Session, lot_id: str) -> ChainCheck | None:
    """Compute all hashes of a lot's chain again; nothing when the record never heard of the lot."""
    head = store.head_of(tx, lot_id)
    return None if head is None else chain_check.check(lot_id, store.links(tx, lot_id), head=head)
