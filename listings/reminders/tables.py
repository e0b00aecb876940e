"""Rows of reminders: one for each letter that somebody wishes for."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base


class Reminder(Base):
    """One wish for a letter before a round opens or closes; when it is due, the board says."""

    __tablename__ = "reminders"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"))
    kind: Mapped[str] = mapped_column(String(16))
    # The language of the page on which it was asked for, in which the letter is written.
    language: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(16), default="WAITING")
    asked_at: Mapped[datetime]
    # Since when somebody is sending it, and how often that was tried.
    claimed_at: Mapped[datetime | None]
    attempt_count: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("account_id", "round_id", "kind", name="a_reminder_is_asked_for_once"),
        CheckConstraint(
            "kind IN ('OPENS_DAY', 'CLOSES_DAY', 'CLOSES_HOUR', 'CLOSES_QUARTER')",
            name="a_reminder_has_a_kind",
        ),
        CheckConstraint(
            "state IN ('WAITING', 'CLAIMED', 'SENT', 'FAILED')",
            name="a_reminder_has_a_state",
        ),
        CheckConstraint("(state = 'SENT') = (sent_at IS NOT NULL)", name="what_was_sent_has_its_time"),
        CheckConstraint("state <> 'CLAIMED' OR claimed_at IS NOT NULL", name="a_claim_has_its_time"),
        Index("ix_reminders_due", "round_id", "kind", "state"),
    )
