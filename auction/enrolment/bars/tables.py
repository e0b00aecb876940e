"""Rows of who must not bid, or is qualified: sealed digests, never names or numbers."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only


class BlockedPerson(Base):
    """Somebody who must not bid for a lot, for a case's lots or for the court's (R-35).

    A mistake is lifted, never deleted.
    """

    __tablename__ = "blocked_persons"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    extent: Mapped[str] = mapped_column(String(8))
    # What it is about, by the extent: the lot's id, the case's or the court's.
    subject_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    identity_digest: Mapped[str] = mapped_column(String(64))
    relation: Mapped[str] = mapped_column(String(12))
    nearness: Mapped[str] = mapped_column(String(16))
    noted_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    noted_at: Mapped[datetime]
    lifted_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("extent IN ('LOT', 'CASE', 'COURT')", name="a_block_has_an_extent"),
        CheckConstraint("relation IN ('COURT', 'PROVIDER', 'AUX')", name="a_block_has_a_relation"),
        CheckConstraint("nearness IN ('SELF', 'STAFF', 'NEAR_RELATIVE')", name="a_block_has_a_nearness"),
        Index("ix_blocked_persons_digest", "identity_digest", "subject_id"),
        Index("ix_blocked_persons_subject", "subject_id", "noted_at"),
    )


class FailedBuyer(Base):
    """A buyer who did not pay for a lot, or got no approval: kept out when it is sold again (R-36)."""

    __tablename__ = "failed_buyers"

    lot_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    identity_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    failure: Mapped[str] = mapped_column(String(16))
    noted_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("failure IN ('DEFAULT', 'NO_APPROVAL')", name="a_buyer_failed_somehow"),
        Index("ix_failed_buyers_digest", "identity_digest"),
    )


class QualificationCheck(Base):
    """What the court found out on a day of somebody's qualification to buy a lot (R-38)."""

    __tablename__ = "qualification_checks"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    lot_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    identity_digest: Mapped[str] = mapped_column(String(64))
    is_qualified: Mapped[bool] = mapped_column(Boolean)
    checked_on: Mapped[date] = mapped_column(Date)
    document: Mapped[str] = mapped_column(String(200))
    noted_by: Mapped[str] = mapped_column(ForeignKey("accounts.id"))
    noted_at: Mapped[datetime]

    __table_args__ = (Index("ix_qualification_checks_lot", "lot_id", "identity_digest", "checked_on"),)


class Declaration(Base):
    """What a bidder declared when beginning to enrol, and when (R-35)."""

    __tablename__ = "declarations"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    declared_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("kind IN ('UNBLOCKED', 'QUALIFIED')", name="a_declaration_has_a_kind"),)


append_only(FailedBuyer.__table__)
append_only(QualificationCheck.__table__)
append_only(Declaration.__table__)
