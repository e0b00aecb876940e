"""Rows of the way to a price: decisions of a panel, and what was noted step by step; none ever changes."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only

DOCUMENT_LENGTH = 200
HASH_LENGTH = 64


class PanelDecision(Base):
    """What a panel decided for a lot: ``decided`` is JSON of each field to its value as text (R-08)."""

    __tablename__ = "panel_decisions"

    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    document: Mapped[str] = mapped_column(String(DOCUMENT_LENGTH))
    decided_on: Mapped[date] = mapped_column(Date)
    members: Mapped[int] = mapped_column(Integer)
    decided: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    recorded_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("number >= 1", name="panel_decisions_are_numbered_from_one"),
        CheckConstraint("members >= 1", name="a_panel_has_members"),
    )


class ValuationFact(Base):
    """One step on the way to a price, or of the talk with a creditor for whom a sale could bring nothing."""

    __tablename__ = "valuation_facts"

    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    step: Mapped[str] = mapped_column(String(32))
    noted_on: Mapped[date] = mapped_column(Date)
    given_by: Mapped[str] = mapped_column(String(DOCUMENT_LENGTH))
    amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    document: Mapped[str] = mapped_column(String(DOCUMENT_LENGTH))
    recorded_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    recorded_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("number >= 1", name="valuation_facts_are_numbered_from_one"),
        CheckConstraint("amount_minor IS NULL OR amount_minor > 0", name="a_noted_amount_is_positive"),
    )


append_only(PanelDecision.__table__)
append_only(ValuationFact.__table__)
