"""Rows of imports: one run for a file, its bytes in blocks, a line for each row, and what was mended."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only


class ImportRun(Base):
    """One import of one file; it is finished when every row of the file has its line.

    ``court_id`` is the court whose officer uploaded the file: only its rows are taken, and only it
    sees the run.  Without one the file came from the operator, and each court sees its own rows.
    ``columns`` is the header as JSON; ``row_count``, ``line`` and ``byte_offset`` say how far the
    reading came: the next row begins there.
    """

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
    state: Mapped[str] = mapped_column(String(16), server_default="RUNNING")
    court_id: Mapped[str | None] = mapped_column(ForeignKey("courts.id"))
    uploaded_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    currency: Mapped[str] = mapped_column(String(3), server_default="")
    time_zone: Mapped[str] = mapped_column(String(64), server_default="")
    columns: Mapped[str] = mapped_column(Text, server_default="[]")
    row_count: Mapped[int] = mapped_column(Integer, server_default="0")
    line: Mapped[int] = mapped_column(Integer, server_default="0")
    byte_offset: Mapped[int] = mapped_column(BigInteger, server_default="0")

    __table_args__ = (
        CheckConstraint(
            "state IN ('RUNNING', 'QUEUED', 'HELD', 'DISCARDED', 'FINISHED')", name="a_run_has_a_state"
        ),
        CheckConstraint(
            "(state = 'FINISHED') = (finished_at IS NOT NULL)", name="a_finished_run_has_its_time"
        ),
        CheckConstraint("byte_offset <= byte_count", name="a_run_ends_with_its_file"),
        Index("ix_import_runs_state", "state", "started_at"),
        Index("ix_import_runs_file", "file_hash"),
    )


class ImportBlock(Base):
    """A part of an uploaded file, in its order; the file is kept as it came."""

    __tablename__ = "import_blocks"

    run_id: Mapped[str] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)


class ImportRow(Base):
    """What became of one row: a draft, a draft that breaks rules, or a refusal with its reason.

    ``number`` counts rows, ``line`` is where the row begins in the file; ``court_name`` is what the row
    says, so that a court finds its refused rows, too; ``is_known`` says that the draft was there before
    this run, which then changed nothing.  Of a refused row ``cells`` are what the file says, as JSON,
    and never change; ``line_text`` is the line where it could not be read; ``wrong_column`` and
    ``wrong_text`` are where the first reason lies, so that rows with one fault are found together.
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
    cells: Mapped[str] = mapped_column(Text, server_default="{}")
    line_text: Mapped[str] = mapped_column(Text, server_default="")
    wrong_column: Mapped[str] = mapped_column(String(80), server_default="")
    wrong_text: Mapped[str] = mapped_column(String(200), server_default="")
    mended_count: Mapped[int] = mapped_column(Integer, server_default="0")

    __table_args__ = (
        CheckConstraint(
            "result IN ('DRAFT', 'DRAFT_WITH_VIOLATIONS', 'REFUSED')", name="a_row_has_one_result"
        ),
        CheckConstraint("(result = 'REFUSED') = (lot_id IS NULL)", name="a_row_is_a_lot_or_refused"),
        Index("ix_import_rows_court", "run_id", "court_name", "result"),
        Index("ix_import_rows_key", "run_id", "source_key"),
        Index("ix_import_rows_reason", "run_id", "result", "reason"),
    )


class ImportMending(Base):
    """What somebody wrote instead of a refused row, once for each time; never changed.

    ``cells`` is the whole row as it was written, as JSON; ``asset_class`` is the class that was chosen
    where the list's own word for it is not known.
    """

    __tablename__ = "import_mendings"

    run_id: Mapped[str] = mapped_column(ForeignKey("import_runs.id"), primary_key=True)
    row_number: Mapped[int] = mapped_column(Integer, primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    cells: Mapped[str] = mapped_column(Text)
    asset_class: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(String(40))
    mended_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    mended_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("number >= 1", name="mendings_count_from_one"),)


append_only(ImportMending.__table__)
