"""Rows of the rights that a court confirmed to somebody in a round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only


class CreditorRight(Base):
    """An enforcing creditor in a round, by sealed digest, and what was still owed then (R-32)."""

    __tablename__ = "creditor_rights"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    identity_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    claim_minor: Mapped[int] = mapped_column(BigInteger)
    proposal_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    confirmed_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("claim_minor > 0", name="a_creditor_is_owed_something"),)


class AgentRight(Base):
    """Who may bid for a bidder in a round, both by sealed digest, and by which power (R-39)."""

    __tablename__ = "agent_rights"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    principal_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    agent_digest: Mapped[str] = mapped_column(String(64), index=True)
    power: Mapped[str] = mapped_column(String(200))
    proposal_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    confirmed_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("round_id", "agent_digest", name="an_agent_bids_for_one"),
        CheckConstraint("principal_digest <> agent_digest", name="an_agent_is_another_person"),
    )


append_only(CreditorRight.__table__)
append_only(AgentRight.__table__)
