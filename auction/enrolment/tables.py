"""Rows of enrolments, acknowledged prompts and the priority list of a round."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only

UNDER_WAY = "state IN ('BEGUN', 'AWAITING')"


class Enrolment(Base):
    """A person's application to bid in one round, and what became of the deposit."""

    __tablename__ = "enrolments"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"))
    account_id: Mapped[str] = mapped_column(ForeignKey("accounts.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    deposit_state: Mapped[str] = mapped_column(String(16), default="NONE")
    bidder_code: Mapped[str | None] = mapped_column(String(8))
    rank: Mapped[int | None] = mapped_column(Integer)
    begun_at: Mapped[datetime]
    admitted_at: Mapped[datetime | None]
    # The language of the page on which it began, in which letters about its money are written.
    language: Mapped[str] = mapped_column(String(20), default="", server_default="")

    __table_args__ = (
        UniqueConstraint("round_id", "account_id", name="a_person_enrols_once_in_a_round"),
        UniqueConstraint("round_id", "bidder_code", name="a_code_has_one_holder"),
        CheckConstraint(
            "state IN ('BEGUN', 'AWAITING', 'ADMITTED', 'REFUSED', 'EXCLUDED', 'LAPSED')",
            name="an_enrolment_has_a_state",
        ),
        CheckConstraint(
            "deposit_state IN ('NONE', 'PAID', 'APPLIED', 'RETURNED', 'FORFEITED')",
            name="a_deposit_has_a_state",
        ),
        CheckConstraint("state <> 'ADMITTED' OR bidder_code IS NOT NULL", name="who_is_admitted_has_a_code"),
        Index("ix_enrolments_deposit", "deposit_state", "round_id"),
        Index(
            "ix_enrolments_under_way",
            "round_id",
            sqlite_where=text(UNDER_WAY),
            postgresql_where=text(UNDER_WAY),
        ),
    )


class Acknowledgement(Base):
    """One of the seven prompts of R-24, acknowledged by one bidder at one time."""

    __tablename__ = "acknowledgements"

    enrolment_id: Mapped[str] = mapped_column(ForeignKey("enrolments.id"), primary_key=True)
    prompt: Mapped[int] = mapped_column(Integer, primary_key=True)
    acknowledged_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("prompt BETWEEN 1 AND 7", name="there_are_seven_prompts"),)


class PriorityClaim(Base):
    """One place on a round's priority list (R-34): a rank, its basis, and a sealed identity.

    The digest is a keyed hash of the id number, so the right is found when its holder enrols
    and nobody reads who that is before the end.
    """

    __tablename__ = "priority_claims"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    identity_digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    rank: Mapped[int] = mapped_column(Integer)
    basis: Mapped[str] = mapped_column(String(200))

    __table_args__ = (CheckConstraint("rank >= 1", name="a_priority_rank_counts_from_one"),)


append_only(Acknowledgement.__table__)
