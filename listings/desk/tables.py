"""Rows of sittings: what a draft said before each officer's spell of writing, so that it can come back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base


class DraftSitting(Base):
    """One officer's spell of writing; only the newest of a draft are kept."""

    __tablename__ = "draft_sittings"

    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    saved_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    begun_at: Mapped[datetime]
    saved_at: Mapped[datetime]
    before: Mapped[str] = mapped_column(Text)

    __table_args__ = (
        CheckConstraint("number >= 1", name="sittings_are_numbered_from_one"),
        CheckConstraint("begun_at <= saved_at", name="a_sitting_begins_before_it_ends"),
    )
