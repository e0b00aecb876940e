"""Rows of courts, enforcement cases, parties, claims, costs and case accounts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base


class Court(Base):
    """A court that sells here, with its time zone, currency and language."""

    __tablename__ = "courts"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    name: Mapped[str] = mapped_column(String(200), unique=True)
    time_zone: Mapped[str] = mapped_column(String(64))
    currency: Mapped[str] = mapped_column(String(3))
    contact: Mapped[str] = mapped_column(String(400), default="")
    supervision: Mapped[str] = mapped_column(String(400), default="")
    # What its notices are written in (BCP 47), so that they are read out and drawn rightly.
    language: Mapped[str] = mapped_column(String(20), default="", server_default="")


class Case(Base):
    """An enforcement case; everything sold and every cent belongs to one."""

    __tablename__ = "cases"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"), index=True)
    case_number: Mapped[str] = mapped_column(String(80))
    cause: Mapped[str] = mapped_column(String(400), default="")
    basis: Mapped[str] = mapped_column(Text, default="")
    registered_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("court_id", "case_number", name="a_case_number_is_used_once_in_a_court"),
    )


class Party(Base):
    """Somebody in a case, seen by the court only."""

    __tablename__ = "parties"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    role: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(200))

    __table_args__ = (CheckConstraint("role IN ('CREDITOR', 'DEBTOR', 'OTHER')", name="a_party_has_a_role"),)


class Claim(Base):
    """What a creditor may be paid, or a cost that is deducted first (R-91)."""

    __tablename__ = "claims"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    party_id: Mapped[str | None] = mapped_column(ForeignKey("parties.id"))
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(200))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))

    __table_args__ = (
        CheckConstraint("kind IN ('CLAIM', 'COST')", name="a_claim_has_a_kind"),
        CheckConstraint("amount_minor > 0", name="a_claim_is_positive"),
    )


class CaseAccount(Base):
    """The one account that money of a case may go to (一案一账号)."""

    __tablename__ = "case_accounts"

    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), primary_key=True)
    account_number: Mapped[str] = mapped_column(String(64), unique=True)
    holder: Mapped[str] = mapped_column(String(200))
