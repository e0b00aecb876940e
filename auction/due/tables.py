"""Rows of deadlines as last found from the record, how far the record was read, and the courts' alarms."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Date, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base

NAME_LENGTH = 40
_OPEN = "done_at IS NULL AND void_at IS NULL"


class DueLine(Base):
    """One deadline.  Nothing decides by it: it can be thrown away and found anew from the record."""

    __tablename__ = "due_lines"

    name: Mapped[str] = mapped_column(String(NAME_LENGTH), primary_key=True)
    key: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(primary_key=True)
    rule: Mapped[str] = mapped_column(String(8))
    article: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(12))
    public: Mapped[bool]
    court_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    case_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    lot_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    round_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    due_at: Mapped[datetime]
    late_at: Mapped[datetime]
    aimed_on: Mapped[date | None] = mapped_column(Date)
    lapses: Mapped[bool]
    done_at: Mapped[datetime | None]
    void_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("done_at IS NULL OR void_at IS NULL", name="what_is_done_is_not_void"),
        Index("ix_due_lines_lot", "lot_id"),
        # Most deadlines are over; what is asked every second, and on every desk, are those that run.
        Index("ix_due_lines_open", "late_at", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)),
        Index(
            "ix_due_lines_court", "court_id", "due_at", sqlite_where=text(_OPEN), postgresql_where=text(_OPEN)
        ),
    )


class DueReading(Base):
    """How far the record was read for deadlines: one row."""

    __tablename__ = "due_reading"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    position: Mapped[int] = mapped_column(BigInteger)


class CourtAlert(Base):
    """An alarm of a court: something is overdue or strange, and a person must look; once for each subject."""

    __tablename__ = "court_alerts"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_LENGTH))
    rule: Mapped[str] = mapped_column(String(8))
    court_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    case_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    lot_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    round_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    since_at: Mapped[datetime]
    raised_at: Mapped[datetime]
    seen_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    seen_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("(seen_at IS NULL) = (seen_by = '')", name="who_saw_an_alarm_has_a_name"),
        Index("ix_court_alerts_court", "court_id", "seen_at", "raised_at"),
    )
