"""Rows of letters about money, and how far requests and transfers were read for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base

_UNSENT = "state IN ('WAITING', 'CLAIMED')"


class MoneyLetter(Base):
    """One letter: about a round's balance, or about one transfer; whom it goes to, and how far it came."""

    __tablename__ = "money_letters"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    # The round whose balance is asked, or the transfer that is told.
    subject_id: Mapped[str] = mapped_column(String(64))
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"))
    due_at: Mapped[datetime]
    until_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    # Since when somebody is sending it, and how often that was tried.
    claimed_at: Mapped[datetime | None]
    attempt_count: Mapped[int] = mapped_column(Integer, default=0)
    sent_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("kind", "subject_id", name="a_letter_about_money_is_written_once"),
        CheckConstraint(
            "kind IN ('ASKED', 'IN_DAYS', 'IN_A_DAY', 'OVERDUE', 'PART_PAID', 'SET_OFF', 'PAID',"
            " 'DEPOSIT_BACK', 'SENT_BACK')",
            name="a_letter_about_money_has_a_kind",
        ),
        CheckConstraint(
            "state IN ('WAITING', 'CLAIMED', 'SENT', 'FAILED', 'VOID')",
            name="a_letter_about_money_has_a_state",
        ),
        CheckConstraint("(state = 'SENT') = (sent_at IS NOT NULL)", name="a_sent_letter_has_its_time"),
        CheckConstraint("state <> 'CLAIMED' OR claimed_at IS NOT NULL", name="a_claimed_letter_has_its_time"),
        Index("ix_money_letters_due", "due_at", sqlite_where=text(_UNSENT), postgresql_where=text(_UNSENT)),
    )


class LetterReading(Base):
    """How far one source of letters was read: the time and the id of the last row, one row a source."""

    __tablename__ = "letter_readings"

    source: Mapped[str] = mapped_column(String(16), primary_key=True)
    read_at: Mapped[datetime]
    read_id: Mapped[str] = mapped_column(String(64))
