"""Notes what the court found out of an asset of a draft."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from auction.rules.asset_kind import AssetKind
from listings import lot as desk
from listings import store as lots
from listings.diligence import store
from listings.diligence.finding import Finding
from listings.lot import Lot


def save(
    tx: Session,
    *,
    lot: Lot,
    version: int,
    position: int,
    kind: AssetKind,
    findings: Mapping[str, Finding],
) -> Refusal | None:
    """Write the kind of an asset and the answers to its questions, unless the draft changed meanwhile."""
    refusal = desk.judge_edit(lot, version)
    if refusal is None:
        store.keep(tx, lot.id, position, kind=kind, findings=findings)
        lots.update_lot(tx, lot)
    return refusal
