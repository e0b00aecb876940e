"""Rows of reconciliation: each comparison of a day, and the differences with what became of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, Integer, LargeBinary, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only

DAY_LENGTH = 10
ACCOUNT_LENGTH = 64
KEY_LENGTH = 100
_OPEN = text("mended_at IS NULL")


class Reconciliation(Base):
    """One comparison of a day of an account; a day that is compared again gets another row."""

    __tablename__ = "reconciliations"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(ACCOUNT_LENGTH))
    gateway: Mapped[str] = mapped_column(String(16))
    court_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    currency: Mapped[str] = mapped_column(String(3))
    day: Mapped[str] = mapped_column(String(DAY_LENGTH))
    line_count: Mapped[int] = mapped_column(Integer)
    difference_count: Mapped[int] = mapped_column(Integer)
    ledger_minor: Mapped[int] = mapped_column(BigInteger)
    # Nothing where a gateway does not say what lies with it.
    gateway_minor: Mapped[int | None] = mapped_column(BigInteger)
    done_at: Mapped[datetime]
    # Who asked for it; empty for the clock's own.
    done_by: Mapped[str] = mapped_column(String(ID_LENGTH))

    __table_args__ = (
        CheckConstraint("line_count >= 0 AND difference_count >= 0", name="a_comparison_counts"),
        Index("ix_reconciliations_account", "account_id", "day", "done_at"),
        Index("ix_reconciliations_court", "court_id", "day"),
    )


class MoneyDifference(Base):
    """One difference of an account: found once, explained and mended once, never removed."""

    __tablename__ = "money_differences"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(String(ACCOUNT_LENGTH))
    gateway: Mapped[str] = mapped_column(String(16))
    court_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    currency: Mapped[str] = mapped_column(String(3))
    day: Mapped[str] = mapped_column(String(DAY_LENGTH))
    kind: Mapped[str] = mapped_column(String(16))
    line_kind: Mapped[str] = mapped_column(String(16))
    key: Mapped[str] = mapped_column(String(KEY_LENGTH))
    subject: Mapped[str] = mapped_column(String(KEY_LENGTH))
    transfer_id: Mapped[str] = mapped_column(String(64))
    ledger_minor: Mapped[int] = mapped_column(BigInteger)
    gateway_minor: Mapped[int] = mapped_column(BigInteger)
    since_at: Mapped[datetime]
    found_at: Mapped[datetime]
    asked_at: Mapped[datetime | None]
    explained_at: Mapped[datetime | None]
    explained_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    explanation: Mapped[str] = mapped_column(Text)
    mended_at: Mapped[datetime | None]
    mended_by: Mapped[str] = mapped_column(String(ID_LENGTH))

    __table_args__ = (
        CheckConstraint(
            "kind IN ('NOT_AT_GATEWAY', 'NOT_IN_LEDGER', 'OTHER_AMOUNT', 'TWICE', 'BALANCE')",
            name="a_difference_has_a_kind",
        ),
        CheckConstraint(
            "(explained_at IS NULL) = (explained_by = '') AND (explained_at IS NULL) = (explanation = '')",
            name="an_explanation_is_somebodys",
        ),
        Index(
            "a_difference_is_open_once",
            "account_id",
            "key",
            unique=True,
            sqlite_where=_OPEN,
            postgresql_where=_OPEN,
        ),
        Index("ix_money_differences_day", "account_id", "day"),
        Index("ix_money_differences_court", "court_id", "since_at"),
    )


class PaperArrival(Base):
    """What the bank on paper says came in: the other half of its own book, beside what it paid out."""

    __tablename__ = "paper_arrivals"

    payment_id: Mapped[str] = mapped_column(String(48), primary_key=True)
    reference: Mapped[str] = mapped_column(String(80))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    sealed_payer_name: Mapped[bytes] = mapped_column(LargeBinary)
    arrived_at: Mapped[datetime]

    __table_args__ = (Index("ix_paper_arrivals_at", "arrived_at"),)


append_only(Reconciliation.__table__)
append_only(PaperArrival.__table__)
