"""Writes what a court found out of an asset into its row."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import update
from sqlalchemy.orm import Session

from auction.rules.asset_kind import AssetKind
from listings import tables as rows
from listings.diligence.finding import Finding, format_findings


def keep(
    tx: Session, lot_id: str, position: int, *, kind: AssetKind, findings: Mapping[str, Finding]
) -> None:
    """Write the kind of an asset and what was found out of it."""
    tx.execute(
        update(rows.Asset)
        .where(rows.Asset.lot_id == lot_id, rows.Asset.position == position)
        .values(kind=kind.value, findings=format_findings(findings)),
        execution_options={"synchronize_session": False},
    )
