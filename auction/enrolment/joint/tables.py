"""Rows of persons who buy together with a bidder: sealed, like every identity."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base


class JointBidder(Base):
    """One who buys together with the bidder of an enrolment, and the share that was agreed."""

    __tablename__ = "joint_bidders"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolments.id"))
    kind: Mapped[str] = mapped_column(String(8))
    sealed_name: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_number: Mapped[bytes] = mapped_column(LargeBinary)
    identity_digest: Mapped[str] = mapped_column(String(64))
    share: Mapped[str] = mapped_column(String(60))
    added_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("enrolment_id", "identity_digest", name="a_joint_bidder_is_named_once"),
        Index("ix_joint_bidders_digest", "identity_digest"),
    )
