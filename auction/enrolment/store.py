"""Reads and writes enrolments, acknowledged prompts, judged deposits and priority lists."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert
from sqlalchemy.orm import Session

from auction.enrolment.priority import PriorityRight
from auction.enrolment.tables import PriorityClaim


def add_priority_claims(tx: Session, round_id: str, claims: Sequence[PriorityRight]) -> None:
    """Write the priority list of a round."""
    rows = [
        {
            "round_id": round_id,
            "identity_digest": claim.identity_digest,
            "rank": claim.rank,
            "basis": claim.basis,
        }
        for claim in claims
    ]
    if rows:
        tx.execute(insert(PriorityClaim), rows)
