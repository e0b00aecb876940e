"""Rows of the record: entries that never change, and the head of each chain."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only

CHAIN_LENGTH = 64
NO_BIDS = "kind NOT IN ('bid.accepted', 'bid.refused')"


class Chain(Base):
    """The head of one chain: a lot's, a court's or the platform's own.  Locked to append."""

    __tablename__ = "chains"

    chain: Mapped[str] = mapped_column(String(CHAIN_LENGTH), primary_key=True)
    number: Mapped[int] = mapped_column(Integer)
    head_hash: Mapped[str] = mapped_column(String(64))
    head_at: Mapped[datetime | None]


class Entry(Base):
    """One line of the record: canonical bytes, their hash, and columns to find them by."""

    __tablename__ = "entries"

    position: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True
    )
    chain: Mapped[str] = mapped_column(String(CHAIN_LENGTH))
    number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime]
    court_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    case_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    lot_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    round_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    body: Mapped[bytes] = mapped_column(LargeBinary)
    hash: Mapped[str] = mapped_column(String(64))

    __table_args__ = (
        UniqueConstraint("chain", "number", name="one_entry_per_number"),
        Index("ix_entries_lot", "lot_id", "position"),
        Index("ix_entries_at", "at"),
        # What happened to a lot beside its bids, which are most of a record: what deadlines ask.
        Index(
            "ix_entries_acts",
            "lot_id",
            "position",
            sqlite_where=text(NO_BIDS),
            postgresql_where=text(NO_BIDS),
        ),
    )


append_only(Entry.__table__)
