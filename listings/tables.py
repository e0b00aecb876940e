"""Rows of lots and assets, their photos and documents, notices, and listings as the public sees them.

A lot is the court's working paper; a notice never changes once it is published; a listing points
to the newest notice and is all that public pages look at.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import ID_LENGTH, Base, append_only

HASH_LENGTH = 64
TITLE_LENGTH = 200
ASSET_CLASSES = "('MOVABLE', 'IMMOVABLE', 'OTHER_RIGHT')"
ASSET_KINDS = "('HOME', 'PREMISES', 'LAND', 'VEHICLE', 'FOOD', 'GOODS', 'SHARES', 'OTHER')"
LIVE_STATUSES = "('upcoming', 'open', 'suspended')"


class Lot(Base):
    """One or more assets sold as one, as the court's desk prepares it.

    ``fields`` holds the words and terms of the notice to come as JSON of text to text;
    ``purpose`` says what publishing would do: a first or second round, or a corrected notice.
    """

    __tablename__ = "lots"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    state: Mapped[str] = mapped_column(String(16))
    purpose: Mapped[str] = mapped_column(String(16), default="FIRST")
    version: Mapped[int] = mapped_column(Integer, default=1)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH), default="")
    fields: Mapped[str] = mapped_column(Text, default="{}")
    rule_set: Mapped[str] = mapped_column(String(40))
    source_key: Mapped[str | None] = mapped_column(String(200))
    violations: Mapped[str] = mapped_column(Text, default="[]")
    search_text: Mapped[str] = mapped_column(Text, default="")
    created_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    created_at: Mapped[datetime]
    submitted_by: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    submitted_at: Mapped[datetime | None]
    returned_because: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        UniqueConstraint("court_id", "source_key", name="a_source_row_is_imported_once"),
        CheckConstraint("state IN ('DRAFT', 'SUBMITTED', 'PUBLISHED')", name="a_lot_has_a_state"),
        CheckConstraint("purpose IN ('FIRST', 'SECOND', 'CORRECTION')", name="a_draft_has_a_purpose"),
        CheckConstraint(
            "state <> 'SUBMITTED' OR submitted_by IS NOT NULL", name="a_submitted_lot_has_a_proposer"
        ),
        Index("ix_lots_desk", "court_id", "state", "created_at"),
        Index(
            "ix_lots_proposed",
            "submitted_at",
            sqlite_where=text("state = 'SUBMITTED'"),
            postgresql_where=text("state = 'SUBMITTED'"),
        ),
    )


class Asset(Base):
    """One seized thing or right of a lot, with its reference price and what is wrong with it.

    ``findings`` is JSON of what the court found out, as ``listings.diligence.finding`` writes it; an
    asset whose kind nobody has named yet has the empty one.
    """

    __tablename__ = "assets"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"))
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    case_id: Mapped[str] = mapped_column(ForeignKey("cases.id"), index=True)
    position: Mapped[int] = mapped_column(Integer)
    asset_class: Mapped[str] = mapped_column(String(16))
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    place: Mapped[str] = mapped_column(String(400), default="")
    reference_price_minor: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    known_defects: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(String(12), default="", server_default="")
    findings: Mapped[str] = mapped_column(Text, default="{}", server_default="{}")

    __table_args__ = (
        UniqueConstraint("lot_id", "position", name="assets_of_a_lot_are_numbered"),
        CheckConstraint(f"kind = '' OR kind IN {ASSET_KINDS}", name="an_asset_has_a_known_kind"),
        CheckConstraint(f"asset_class IN {ASSET_CLASSES}", name="an_asset_has_a_class"),
        CheckConstraint(
            "reference_price_minor IS NULL OR reference_price_minor > 0",
            name="a_reference_price_is_positive",
        ),
    )


class DraftPriority(Base):
    """One place on the priority list that the next notice will publish, without a name (R-34)."""

    __tablename__ = "draft_priorities"

    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    identity_digest: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    rank: Mapped[int] = mapped_column(Integer)
    basis: Mapped[str] = mapped_column(String(200))
    round_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))

    __table_args__ = (CheckConstraint("rank >= 1", name="a_draft_priority_rank_counts_from_one"),)


class Blob(Base):
    """The bytes of a photo or document under their SHA-256, so that any process can serve them."""

    __tablename__ = "blobs"

    hash: Mapped[str] = mapped_column(String(HASH_LENGTH), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(40))
    body: Mapped[bytes] = mapped_column(LargeBinary)


class Photo(Base):
    """One photo of a lot; kept when removed from the draft, because a notice may show it."""

    __tablename__ = "lot_photos"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"), index=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    position: Mapped[int] = mapped_column(Integer)
    alt: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    large_hash: Mapped[str] = mapped_column(ForeignKey("blobs.hash"))
    thumb_hash: Mapped[str] = mapped_column(ForeignKey("blobs.hash"))
    width: Mapped[int] = mapped_column(Integer)
    height: Mapped[int] = mapped_column(Integer)
    added_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    added_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class Document(Base):
    """One PDF of a lot; kept when removed from the draft, because a notice may name it."""

    __tablename__ = "lot_documents"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"), index=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"))
    position: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    hash: Mapped[str] = mapped_column(ForeignKey("blobs.hash"))
    byte_count: Mapped[int] = mapped_column(Integer)
    page_count: Mapped[int] = mapped_column(Integer)
    added_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    added_at: Mapped[datetime]
    published_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]


class Notice(Base):
    """One published version of a lot's notice: canonical JSON, its hash, and the two who stand for it."""

    __tablename__ = "notices"

    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"), primary_key=True)
    version: Mapped[int] = mapped_column(Integer, primary_key=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), index=True)
    purpose: Mapped[str] = mapped_column(String(16))
    body: Mapped[str] = mapped_column(Text)
    hash: Mapped[str] = mapped_column(String(HASH_LENGTH))
    published_at: Mapped[datetime]
    proposed_by: Mapped[str] = mapped_column(String(ID_LENGTH))
    published_by: Mapped[str] = mapped_column(String(ID_LENGTH))

    __table_args__ = (
        CheckConstraint("version >= 1", name="notices_are_numbered_from_one"),
        CheckConstraint("proposed_by <> published_by", name="a_notice_takes_two_people"),
    )


class Listing(Base):
    """A lot as the public list finds it: taken from the newest notice, never from a draft.

    The columns from ``status`` on repeat what the board says, so that a search looks at one narrow
    table; a job looks which boards moved.  What a page shows of a board it reads from the board.
    Days are those of the court.
    """

    __tablename__ = "listings"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    lot_id: Mapped[str] = mapped_column(ForeignKey("lots.id"), unique=True)
    round_id: Mapped[str] = mapped_column(ForeignKey("rounds.id"), unique=True)
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"), index=True)
    shelf_number: Mapped[int] = mapped_column(ForeignKey("catalogue_shelves.number"))
    notice_version: Mapped[int] = mapped_column(Integer)
    title: Mapped[str] = mapped_column(String(TITLE_LENGTH))
    language: Mapped[str] = mapped_column(String(20))
    asset_class: Mapped[str] = mapped_column(String(16))
    place: Mapped[str] = mapped_column(String(400))
    photo_id: Mapped[str | None] = mapped_column(String(ID_LENGTH))
    photo_alt: Mapped[str] = mapped_column(String(TITLE_LENGTH), default="")
    currency: Mapped[str] = mapped_column(String(3))
    reference_price_minor: Mapped[int] = mapped_column(BigInteger)
    published_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(String(16))
    price_minor: Mapped[int] = mapped_column(BigInteger)
    discount: Mapped[int] = mapped_column(Integer)
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    closing_order: Mapped[int] = mapped_column(BigInteger)
    board_version: Mapped[int] = mapped_column(Integer)

    __table_args__ = (
        CheckConstraint(f"asset_class IN {ASSET_CLASSES}", name="a_listing_has_a_class"),
        CheckConstraint("discount >= 0 AND discount <= 100", name="a_discount_is_a_share"),
        # All that a search filters and sorts by: without words it looks at nothing else.
        Index(
            "ix_listings_searched",
            *("shelf_number", "currency", "price_minor", "discount", "opens_on", "closes_on"),
            *("closing_order", "published_at", "number"),
        ),
        # The five orders of the list.
        Index("ix_listings_closing", "closing_order", "number"),
        Index("ix_listings_newest", "published_at", "number"),
        Index("ix_listings_price", "currency", "price_minor", "number"),
        Index("ix_listings_discount", "discount", "number"),
        # Those of which the board may still move.
        Index(
            "ix_listings_live",
            *("round_id", "board_version"),
            sqlite_where=text(f"status IN {LIVE_STATUSES}"),
            postgresql_where=text(f"status IN {LIVE_STATUSES}"),
        ),
    )


append_only(Notice.__table__)
append_only(Blob.__table__)
