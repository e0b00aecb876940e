"""Rows of rounds, boards, bids and the roster: the one authority on who bid what.

A round's terms never change once published; the board is the one row that does, and it is
locked by whoever bids, suspends, resumes or closes.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only

STATE_REASON_LENGTH = 400
STATE_GROUND_LENGTH = 24
STAY_KIND_LENGTH = 12
LIVE_STATES = "('SCHEDULED', 'OPEN', 'SUSPENDED', 'SOLD', 'OVERDUE', 'PAID')"


class Round(Base):
    """One attempt to sell a lot, with the terms and the snapshot its notice published."""

    __tablename__ = "rounds"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    lot_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    rule_set: Mapped[str] = mapped_column(String(40))
    rule_set_version: Mapped[int] = mapped_column(Integer)
    currency: Mapped[str] = mapped_column(String(3))
    starting_price_minor: Mapped[int] = mapped_column(BigInteger)
    increment_minor: Mapped[int] = mapped_column(BigInteger)
    deposit_minor: Mapped[int] = mapped_column(BigInteger)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    extension_window_s: Mapped[int] = mapped_column(Integer)
    balance_due_at: Mapped[datetime]
    # From which amount on bids are watched; none for rounds from before that, and where none can be so large.
    watched_from_minor: Mapped[int | None] = mapped_column(BigInteger)
    notice_hash: Mapped[str] = mapped_column(String(64))
    snapshot: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("kind IN ('FIRST', 'SECOND', 'SELL_OFF', 'RERUN')", name="a_round_has_a_kind"),
        CheckConstraint(
            "starting_price_minor > 0 AND increment_minor > 0 AND deposit_minor > 0",
            name="terms_are_positive",
        ),
        CheckConstraint("opens_at < closes_at", name="a_round_opens_before_it_closes"),
    )


class RoundCorrection(Base):
    """What a corrected notice says of a round before its opening: the newest counts, terms stand."""

    __tablename__ = "round_corrections"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    notice_version: Mapped[int] = mapped_column(Integer, primary_key=True)
    notice_hash: Mapped[str] = mapped_column(String(64))
    snapshot: Mapped[str] = mapped_column(Text)
    published_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("notice_version > 1", name="a_correction_follows_a_notice"),)


class Board(Base):
    """Where a round stands: the one row that decides, locked from judging to commit."""

    __tablename__ = "boards"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    lot_id: Mapped[str] = mapped_column(String(ID_LENGTH))
    state: Mapped[str] = mapped_column(String(16))
    version: Mapped[int] = mapped_column(Integer, default=0)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    bid_number: Mapped[int] = mapped_column(Integer, default=0)
    bid_count: Mapped[int] = mapped_column(Integer, default=0)
    extension_count: Mapped[int] = mapped_column(Integer, default=0)
    leader_code: Mapped[str | None] = mapped_column(String(8))
    leader_amount_minor: Mapped[int | None] = mapped_column(BigInteger)
    leader_number: Mapped[int | None] = mapped_column(Integer)
    leader_rank: Mapped[int | None] = mapped_column(Integer)
    sequenced_at: Mapped[datetime | None]
    overloaded_at: Mapped[datetime | None]
    remaining_ms: Mapped[int | None] = mapped_column(BigInteger)
    state_reason: Mapped[str] = mapped_column(String(STATE_REASON_LENGTH), default="")
    state_ground: Mapped[str] = mapped_column(String(STATE_GROUND_LENGTH), default="", server_default="")
    stay_kind: Mapped[str] = mapped_column(String(STAY_KIND_LENGTH), default="", server_default="")
    stopped_at: Mapped[datetime | None]
    resumes_at: Mapped[datetime | None]
    report_due_at: Mapped[datetime | None]
    hammer_price_minor: Mapped[int | None] = mapped_column(BigInteger)
    buyer_code: Mapped[str | None] = mapped_column(String(8))
    closed_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint(
            "state IN ('SCHEDULED', 'OPEN', 'SUSPENDED', 'WITHDRAWN', 'UNSOLD', 'SOLD', 'OVERDUE',"
            " 'PAID', 'SETTLED')",
            name="a_board_has_a_state",
        ),
        CheckConstraint("(hammer_price_minor IS NULL) = (buyer_code IS NULL)", name="a_buyer_has_a_price"),
        Index("ix_boards_due", "state", "closes_at"),
        Index("ix_boards_opening", "state", "opens_at"),
        # Few rounds are ever stopped, and only of those a moment is set: the clock asks every second.
        Index(
            "ix_boards_resuming",
            "resumes_at",
            sqlite_where=text("resumes_at IS NOT NULL"),
            postgresql_where=text("resumes_at IS NOT NULL"),
        ),
        Index(
            "one_live_round_per_lot",
            "lot_id",
            unique=True,
            sqlite_where=text(f"state IN {LIVE_STATES}"),
            postgresql_where=text(f"state IN {LIVE_STATES}"),
        ),
    )


class Bid(Base):
    """One judged bid, accepted or refused, with the answer its bidder got."""

    __tablename__ = "bids"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    number: Mapped[int] = mapped_column(Integer, primary_key=True)
    bidder_code: Mapped[str] = mapped_column(String(8))
    bid_key: Mapped[str] = mapped_column(String(64))
    amount_minor: Mapped[int] = mapped_column(BigInteger)
    rank: Mapped[int | None] = mapped_column(Integer)
    received_at: Mapped[datetime]
    sequenced_at: Mapped[datetime]
    verdict: Mapped[str] = mapped_column(String(24))
    rule: Mapped[str] = mapped_column(String(8))
    extended: Mapped[bool]
    closes_before: Mapped[datetime]
    closes_at: Mapped[datetime]
    bid_count: Mapped[int] = mapped_column(Integer)
    extension_count: Mapped[int] = mapped_column(Integer)
    current_minor: Mapped[int | None] = mapped_column(BigInteger)
    needed_minor: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (
        # The key stands first: a look-up by key and code then fits no other index, and PostgreSQL
        # cannot choose to walk through all bids of a round instead (it did, measured at 50 ms).
        UniqueConstraint("bid_key", "bidder_code", "round_id", name="a_bid_is_recorded_once"),
        CheckConstraint("amount_minor > 0", name="a_bid_is_positive"),
        CheckConstraint("number > 0", name="bids_are_numbered_from_one"),
        CheckConstraint("closes_at >= closes_before", name="the_end_never_comes_nearer"),
    )


class RosterLine(Base):
    """One code that may bid in a round, with its priority rank (null: ordinary bidder)."""

    __tablename__ = "roster"

    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), primary_key=True)
    bidder_code: Mapped[str] = mapped_column(String(8), primary_key=True)
    rank: Mapped[int | None] = mapped_column(Integer)
    admitted_at: Mapped[datetime]
    excluded_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("rank IS NULL OR rank >= 1", name="a_rank_counts_from_one"),)


append_only(Round.__table__)
append_only(RoundCorrection.__table__)
append_only(Bid.__table__)
