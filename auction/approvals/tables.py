"""Rows of proposals: content that never changes, and one decision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base


class ProposedAct(Base):
    """An act that one person proposed and another has to decide on."""

    __tablename__ = "proposals"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    act: Mapped[str] = mapped_column(String(40))
    court_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    case_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    lot_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    round_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    content_hash: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(16))
    # Set while it is open, so that the same act is proposed once at a time.
    open_key: Mapped[str | None] = mapped_column(String(64), unique=True)
    proposed_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    proposed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    decided_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    decided_at: Mapped[datetime | None]
    because: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint(
            "state IN ('OPEN', 'APPROVED', 'RETURNED', 'TAKEN_BACK', 'EXPIRED')",
            name="a_proposal_has_a_state",
        ),
        CheckConstraint(
            "state NOT IN ('APPROVED', 'RETURNED') OR (decided_by <> proposed_by AND decided_by <> '')",
            name="another_person_decides",
        ),
        CheckConstraint(
            "(state = 'OPEN') = (open_key IS NOT NULL)", name="only_an_open_proposal_holds_its_place"
        ),
        Index("ix_proposals_court", "court_id", "state", "proposed_at"),
        Index("ix_proposals_due", "state", "expires_at"),
        Index("ix_proposals_lot", "lot_id", "proposed_at"),
    )
