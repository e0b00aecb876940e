"""Rows of accounts to which money goes back by hand, sealed, each by a proposal of two people."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only


class RefundByHand(Base):
    """The account that two people named for a refund; of several the latest counts."""

    __tablename__ = "refunds_by_hand"

    proposal_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    transfer_id: Mapped[str] = mapped_column(ForeignKey("payouts.transfer_id"))
    sealed_creditor: Mapped[bytes] = mapped_column(LargeBinary)
    named_at: Mapped[datetime]

    __table_args__ = (Index("ix_refunds_by_hand_transfer", "transfer_id", "named_at"),)


append_only(RefundByHand.__table__)
