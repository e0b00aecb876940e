"""Reads and writes the rights that a court confirmed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from auction.enrolment.rights.tables import CreditorRight
from auction.kernel.money import Money


def add_creditor(
    tx: Session, *, round_id: str, identity_digest: str, claim: Money, proposal_id: str, at: datetime
) -> None:
    """Write that somebody is an enforcing creditor in a round."""
    values = {
        "round_id": round_id,
        "identity_digest": identity_digest,
        "claim_minor": claim.minor,
        "proposal_id": proposal_id,
        "confirmed_at": at,
    }
    tx.execute(insert(CreditorRight).values(values))


def claim_of(tx: Session, *, round_id: str, identity_digest: str, currency: str) -> Money | None:
    """Return what is owed to an enforcing creditor; None to everybody else."""
    query = select(CreditorRight.claim_minor).where(
        CreditorRight.round_id == round_id, CreditorRight.identity_digest == identity_digest
    )
    minor = tx.scalars(query).one_or_none()
    return None if minor is None else Money(minor, currency)


def creditor_count(tx: Session, round_id: str) -> int:
    """Return how many enforcing creditors are confirmed in a round."""
    query = select(func.count()).select_from(CreditorRight).where(CreditorRight.round_id == round_id)
    return tx.execute(query).scalar_one()
