"""Rows of disputes: where each stands."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import Base


class Dispute(Base):
    """A payer's bank takes a payment back while the payer and we argue; it ends once."""

    __tablename__ = "disputes"

    id: Mapped[str] = mapped_column(String(48), primary_key=True)
    gateway: Mapped[str] = mapped_column(String(16))
    payment_id: Mapped[str] = mapped_column(ForeignKey("payments.id"), index=True)
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    state: Mapped[str] = mapped_column(String(8))
    opened_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state IN ('OPEN', 'WON', 'LOST')", name="a_dispute_has_a_state"),
        CheckConstraint("(state = 'OPEN') = (ended_at IS NULL)", name="a_dispute_ends_when_it_is_decided"),
        CheckConstraint("amount_minor > 0", name="a_dispute_is_positive"),
    )
