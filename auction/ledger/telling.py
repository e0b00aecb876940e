"""Says in the record that a transfer was posted: which, why, how much, and in which sale."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from auction.audit.entry import EntryDraft, chain_of
from auction.ledger.transfer import Transfer


def entry_of(
    kind: str,
    moved: Transfer,
    more: Mapping[str, object] | None = None,
    *,
    court_id: str = "",
    at: datetime | None = None,
) -> EntryDraft:
    """Return the entry of this kind about a transfer, on the chain of its lot.

    What belongs to no sale stands on the chain of the court that it concerns, else on the platform's;
    ``at`` is when it was told, where that is not when it was posted.
    """
    sale = moved.sale
    facts = {
        "transfer_id": moved.id,
        "purpose": moved.purpose.value,
        "amount_minor": str(moved.amount.minor),
        "currency": moved.amount.currency,
        **(more or {}),
    }
    return EntryDraft(
        chain=sale.lot_id or chain_of(court_id),
        type=kind,
        at=at or moved.posted_at,
        facts=facts,
        court_id=sale.court_id or court_id or None,
        case_id=sale.case_id,
        lot_id=sale.lot_id,
        round_id=sale.round_id,
    )
