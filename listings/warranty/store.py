"""Reads who acknowledged which prompt of a round, by bidder code."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from auction.enrolment.tables import Acknowledgement, Enrolment

# Ten times the bidders that a round has been tried with; each acknowledges seven prompts.
ROWS_MAX = 350_000


def acknowledged_of(tx: Session, round_id: str) -> dict[str, dict[int, datetime]]:
    """Return of every admitted bidder when each prompt was acknowledged."""
    found = (
        select(Enrolment.bidder_code, Acknowledgement.prompt, Acknowledgement.acknowledged_at)
        .join(Acknowledgement, Acknowledgement.enrolment_id == Enrolment.id)
        .where(Enrolment.round_id == round_id, Enrolment.bidder_code.is_not(None))
        .order_by(Enrolment.bidder_code, Acknowledgement.prompt)
        .limit(ROWS_MAX)
    )
    codes: dict[str, dict[int, datetime]] = {}
    for code, prompt, at in tx.execute(found):
        assert code is not None, "whoever has no code is left out above"
        codes.setdefault(code, {})[prompt] = at
    return codes
