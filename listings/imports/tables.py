"""Rows of imports: one run for a file, one line for each of its rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Boolean, CheckConstraint, ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base


class ImportRun(Base):
    """One import of one file; it is finished when every row of the file has its line."""

    __tablename__ = "import_runs"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    mapping: Mapped[str] = mapped_column(String(40))
    rule_set: Mapped[str] = mapped_column(String(40))
    rule_set_version: Mapped[int] = mapped_column(Integer)
    file_name: Mapped[str] = mapped_column(String(200))
    file_hash: Mapped[str] = mapped_column(String(64))
    byte_count: Mapped[int] = mapped_column(BigInteger)
    started_at: Mapped[datetime] = mapped_column(index=True)
    finished_at: Mapped[datetime | None]


class ImportRow(Base):
    """What became of one row: a draft, a draft that breaks rules, or a refusal with its reason.

    ``number`` counts rows, ``line`` is where the row begins in the file; ``court_name`` is what the row
    says, so that a court finds its refused rows, too; ``is_known`` says that the draft was there before
    this run, which then changed nothing.
    """

    __tablename__ = "import_rows"

    run_id: Mapped[str] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    line: Mapped[int] = mapped_column(Integer)
    court_name: Mapped[str] = mapped_column(String(200))
    case_number: Mapped[str] = mapped_column(String(80))
    source_key: Mapped[str] = mapped_column(String(200))
    title: Mapped[str] = mapped_column(String(200))
    result: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(40))
    refusals: Mapped[str] = mapped_column(Text)
    is_known: Mapped[bool] = mapped_column(Boolean)
    lot_id: Mapped[str | None] = mapped_column(ForeignKey("lots.id"))

    __table_args__ = (
        CheckConstraint(
            "result IN ('DRAFT', 'DRAFT_WITH_VIOLATIONS', 'REFUSED')", name="a_row_has_one_result"
        ),
        CheckConstraint("(result = 'REFUSED') = (lot_id IS NULL)", name="a_row_is_a_lot_or_refused"),
        Index("ix_import_rows_court", "run_id", "court_name", "result"),
    )
