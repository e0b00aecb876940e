"""A catalogue that is searched: listings with what a search asks, on shelves, with their words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

# As many listings are held in memory at once, with all their words.
ROWS_MAX = 500
LIVE = "status IN ('upcoming', 'open', 'suspended')"
# Every sign that is no space belongs to a word: words come ready, one space between two.
WORDS = {
    "sqlite": (
        "CREATE VIRTUAL TABLE listing_words USING fts5 (words, content='', detail=none, "
        """tokenize="ascii tokenchars '!""#$%&()*+,-./:;<=>?@[\\]^_`{|}~'''")""",
    ),
    "postgresql": (
        "CREATE TABLE listing_words (number INTEGER NOT NULL CONSTRAINT pk_listing_words PRIMARY KEY "
        "CONSTRAINT fk_listing_words_number REFERENCES listings (number), words tsvector NOT NULL) "
        "WITH (toast_tuple_target = 128)",
        "CREATE INDEX ix_listing_words_words ON listing_words USING gin (words)",
    ),
}
KEEP_WORDS = {
    "sqlite": "INSERT INTO listing_words (rowid, words) VALUES (:number, :words)",
    "postgresql": "INSERT INTO listing_words (number, words)"
    " VALUES (:number, array_to_tsvector(string_to_array(:words, ' ')))",
}
BEFORE = """
    SELECT l.lot_id, l.round_id, l.court_id, l.notice_version, l.title, l.asset_class, l.place, l.photo_id,
           l.photo_alt, l.search_text, l.published_at, n.body, r.kind, r.currency, b.state,
           b.version AS board_version, b.opens_at, b.closes_at, c.time_zone,
           COALESCE(b.hammer_price_minor, b.leader_amount_minor, r.starting_price_minor) AS price_minor
      FROM listings_before AS l
      JOIN notices AS n ON n.lot_id = l.lot_id AND n.version = l.notice_version
      JOIN rounds AS r ON r.id = l.round_id
      JOIN boards AS b ON b.round_id = l.round_id
      JOIN courts AS c ON c.id = l.court_id
     WHERE l.lot_id > :last ORDER BY l.lot_id LIMIT :most
"""


def upgrade() -> None:
    """Go one step forward: the list is built anew, and filled from the notices and boards."""
    dialect = op.get_context().dialect.name
    op.execute("CREATE TABLE listings_before AS SELECT * FROM listings")
    op.drop_table("listings")
    _create_shelves()
    _create_listings()
    op.create_table(
        "listing_texts",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["number"], ["listings.number"], name=op.f("fk_listing_texts_number")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listing_texts")),
    )
    for statement in WORDS[dialect]:
        op.get_bind().exec_driver_sql(statement)
    for rows in _listings_before():
        _fill(rows, dialect)
    op.drop_table("listings_before")


def _create_shelves() -> None:
    facets = ("asset_class", "region", "court_id", "kind", "status", "currency")
    op.create_table(
        "catalogue_shelves",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("asset_class", sa.String(length=16), nullable=False),
        sa.Column("region", sa.String(length=60), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_catalogue_shelves_court_id")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_catalogue_shelves")),
        sa.UniqueConstraint(*facets, name="a_shelf_stands_once"),
    )
    op.create_index(op.f("ix_catalogue_shelves_court_id"), "catalogue_shelves", ["court_id"])


def _create_listings() -> None:
    op.create_table(
        "listings",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("lot_id", sa.String(length=32), nullable=False),
        sa.Column("round_id", sa.String(length=32), nullable=False),
        sa.Column("court_id", sa.String(length=32), nullable=False),
        sa.Column("shelf_number", sa.Integer(), nullable=False),
        sa.Column("notice_version", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=20), nullable=False),
        sa.Column("asset_class", sa.String(length=16), nullable=False),
        sa.Column("place", sa.String(length=400), nullable=False),
        sa.Column("photo_id", sa.String(length=32), nullable=True),
        sa.Column("photo_alt", sa.String(length=200), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("reference_price_minor", sa.BigInteger(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("discount", sa.Integer(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("closes_on", sa.Date(), nullable=False),
        sa.Column("closing_order", sa.BigInteger(), nullable=False),
        sa.Column("board_version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "asset_class IN ('MOVABLE', 'IMMOVABLE', 'OTHER_RIGHT')", name=op.f("a_listing_has_a_class")
        ),
        sa.CheckConstraint("discount >= 0 AND discount <= 100", name=op.f("a_discount_is_a_share")),
        sa.ForeignKeyConstraint(["court_id"], ["courts.id"], name=op.f("fk_listings_court_id")),
        sa.ForeignKeyConstraint(["lot_id"], ["lots.id"], name=op.f("fk_listings_lot_id")),
        sa.ForeignKeyConstraint(["round_id"], ["rounds.id"], name=op.f("fk_listings_round_id")),
        sa.ForeignKeyConstraint(
            ["shelf_number"], ["catalogue_shelves.number"], name=op.f("fk_listings_shelf_number")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_listings")),
        sa.UniqueConstraint("lot_id", name=op.f("uq_listings_lot_id")),
        sa.UniqueConstraint("round_id", name=op.f("uq_listings_round_id")),
    )
    op.create_index(op.f("ix_listings_court_id"), "listings", ["court_id"])
    filtered = ["shelf_number", "currency", "price_minor", "discount", "opens_on", "closes_on"]
    sorted_by = ["closing_order", "published_at", "number"]
    op.create_index("ix_listings_searched", "listings", filtered + sorted_by)
    op.create_index("ix_listings_closing", "listings", ["closing_order", "number"])
    op.create_index("ix_listings_newest", "listings", ["published_at", "number"])
    op.create_index("ix_listings_price", "listings", ["currency", "price_minor", "number"])
    op.create_index("ix_listings_discount", "listings", ["discount", "number"])
    where = {"sqlite_where": sa.text(LIVE), "postgresql_where": sa.text(LIVE)}
    op.create_index("ix_listings_live", "listings", ["round_id", "board_version"], **where)


def _listings_before() -> Iterator[list[sa.Row]]:
    times = {name: sa.DateTime(timezone=True) for name in ("published_at", "opens_at", "closes_at")}
    query, last = sa.text(BEFORE).columns(**times), ""
    while rows := op.get_bind().execute(query, {"last": last, "most": ROWS_MAX}).all():
        yield list(rows)
        last = rows[-1].lot_id


def _fill(rows: list[sa.Row], dialect: str) -> None:
    # What words and regions are is known to the catalogue; it finds them anew when that changes.
    from listings.catalogue.region import region_of
    from listings.search import tokens

    typed = (sa.column(name, _TYPES.get(name)) for name in _COLUMNS)
    listings, bind = sa.table("listings", *typed), op.get_bind()
    for row in rows:
        values = _columns_of(row)
        shelf = (row.asset_class, region_of(row.place), row.court_id, row.kind, values["status"], row.currency)
        values["shelf_number"] = _shelf_number(shelf)
        bind.execute(sa.insert(listings).values(values))
        number = bind.scalar(sa.text("SELECT number FROM listings WHERE lot_id = :id"), {"id": row.lot_id})
        said = {"number": number, "said": row.search_text}
        bind.execute(sa.text("INSERT INTO listing_texts (number, search_text) VALUES (:number, :said)"), said)
        words = {"number": number, "words": " ".join(sorted(tokens(row.search_text)))}
        bind.execute(sa.text(KEEP_WORDS[dialect]), words)


_COLUMNS = (
    *("lot_id", "round_id", "court_id", "shelf_number", "notice_version", "title", "language", "asset_class"),
    *("place", "photo_id", "photo_alt", "currency", "reference_price_minor", "published_at", "status"),
    *("price_minor", "discount", "opens_on", "closes_on", "closing_order", "board_version"),
)
_TYPES = {"published_at": sa.DateTime(timezone=True), "opens_on": sa.Date(), "closes_on": sa.Date()}
_STATUSES = {"SCHEDULED": "upcoming", "OPEN": "open", "SUSPENDED": "suspended", "UNSOLD": "unsold"}


def _columns_of(row: sa.Row) -> dict[str, object]:
    from listings.catalogue.listed import Standing, columns_of
    from listings.listing import Status

    body = json.loads(row.body)
    reference = body["reference_price_minor"]
    status = Status("withdrawn" if row.state == "WITHDRAWN" else _STATUSES.get(row.state, "sold"))
    standing = Standing(status, row.price_minor, _utc(row.opens_at), _utc(row.closes_at), row.board_version)
    kept = {name: getattr(row, name) for name in _COLUMNS if hasattr(row, name)}
    return kept | {
        "published_at": _utc(row.published_at),
        "language": body.get("language", ""),
        "reference_price_minor": reference,
        **columns_of(standing, reference_price_minor=reference, time_zone=row.time_zone),
    }


def _shelf_number(shelf: tuple[str, ...]) -> int:
    names = ("asset_class", "region", "court_id", "kind", "status", "currency")
    values = dict(zip(names, shelf, strict=True))
    where = " AND ".join(f"{name} = :{name}" for name in names)
    found = sa.text(f"SELECT number FROM catalogue_shelves WHERE {where}")
    number = op.get_bind().scalar(found, values)
    if number is None:
        marks = ", ".join(f":{name}" for name in names)
        made = f"INSERT INTO catalogue_shelves ({', '.join(names)}) VALUES ({marks})"
        op.get_bind().execute(sa.text(made), values)
        number = op.get_bind().scalar(found, values)
    return number


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def downgrade() -> None:
    """Refuse: what is recorded never changes; the way back is a backup."""
    raise NotImplementedError("there is no way back; restore a backup")
