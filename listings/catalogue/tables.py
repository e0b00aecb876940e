"""Rows by which the public list is searched: shelves, and the texts and words of listings.

A listing's words stand in ``listing_words``, which each database indexes in its own way: a
full-text table of SQLite, a ``tsvector`` of PostgreSQL.  What the words are is computed by
``listings.search``, so that neither database's own idea of a word decides what is found.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from auction.kernel.tables import Base, guard
from listings.catalogue.region import REGION_LENGTH


class Shelf(Base):
    """Where all listings stand that agree in what a visitor chooses by.

    A few thousand shelves hold a hundred thousand listings, so choices are counted by shelf.
    """

    __tablename__ = "catalogue_shelves"

    number: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=True)
    asset_class: Mapped[str] = mapped_column(String(16))
    region: Mapped[str] = mapped_column(String(REGION_LENGTH))
    court_id: Mapped[str] = mapped_column(ForeignKey("courts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16))
    currency: Mapped[str] = mapped_column(String(3))

    __table_args__ = (
        UniqueConstraint(
            *("asset_class", "region", "court_id", "kind", "status", "currency"), name="a_shelf_stands_once"
        ),
    )


class ListingText(Base):
    """The searched text of a listing in its normal form, apart from the narrow row."""

    __tablename__ = "listing_texts"

    number: Mapped[int] = mapped_column(ForeignKey("listings.number"), primary_key=True, autoincrement=False)
    search_text: Mapped[str] = mapped_column(Text)


# Every sign that is no space belongs to a word: words come ready, one space between two.
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE listing_words USING fts5 (words, content='', detail=none, "
    """tokenize="ascii tokenchars '!""#$%&()*+,-./:;<=>?@[\\]^_`{|}~'''")"""
)
# Wide words stand apart from their rows, so that the rows of what is found are few pages.
_VECTORS = (
    "CREATE TABLE listing_words (number INTEGER NOT NULL CONSTRAINT pk_listing_words PRIMARY KEY "
    "CONSTRAINT fk_listing_words_number REFERENCES listings (number), words tsvector NOT NULL) "
    "WITH (toast_tuple_target = 128)"
)
_INDEX = "CREATE INDEX ix_listing_words_words ON listing_words USING gin (words)"
WORDS_DDL = {"sqlite": (_FULL_TEXT,), "postgresql": (_VECTORS, _INDEX)}

guard(ListingText.__table__, WORDS_DDL)
