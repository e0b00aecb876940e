"""Rows of notifications: each is written once, and the newest of a person counts."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only

SUBJECT_LENGTH = 64
REASON_LENGTH = 400


class PartyNotification(Base):
    """One party or priority purchaser of a lot came to know of its sale, or need not (R-26)."""

    __tablename__ = "party_notifications"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"))
    # The id of a party, or the digest by which a place of the priority list is known.
    subject: Mapped[str] = mapped_column(String(SUBJECT_LENGTH))
    role: Mapped[str] = mapped_column(String(16))
    mode: Mapped[str] = mapped_column(String(16))
    notified_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH))
    noted_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    noted_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("mode IN ('SERVED', 'WAIVED', 'UNREACHABLE')", name="a_notification_has_a_mode"),
        CheckConstraint("mode = 'SERVED' OR reason <> ''", name="who_was_not_served_has_a_reason"),
        Index("ix_party_notifications_lot", "lot_id", "noted_at"),
        Index("ix_party_notifications_said", "mode", "noted_at"),
    )


append_only(PartyNotification.__table__)
