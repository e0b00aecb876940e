"""Enrols people: prompts, deposit, bidder code. The only place where a person meets a code."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm import Session

from auction.enrolment import store
from auction.enrolment.priority import PriorityRight


def add_priority_claims(tx: Session, round_id: str, claims: Sequence[PriorityRight]) -> None:
    """Keep the priority list that the court confirmed when it published the round (R-34)."""
    store.add_priority_claims(tx, round_id, claims)
