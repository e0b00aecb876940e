"""Puts listings on the shelves of the catalogue with their words, and moves them as boards move."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

import orjson
from sqlalchemy import bindparam, func, select, text, tuple_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from auction.cases.tables import Court
from auction.kernel.database import insert_rows
from auction.kernel.tables import table_of
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board, Round
from listings.catalogue import tables as rows
from listings.catalogue.listed import Listed, Moved, Standing, columns_of
from listings.catalogue.shelf import Shelf
from listings.listing import status_of
from listings.search import tokens
from listings.tables import LIVE_STATUSES, Listing

# What is put up at once: all its words are held in memory, and its names fit one statement.
LISTED_MAX = 2_000
_SHELF = tuple_(*(getattr(rows.Shelf, name) for name in Shelf._fields))
_OF_A_NOTICE = (
    *("lot_id", "round_id", "court_id", "notice_version", "published_at", "title", "language"),
    *("asset_class", "place", "photo_id", "photo_alt", "currency", "reference_price_minor"),
)
_FORGET_WORDS = text(
    "INSERT INTO listing_words (listing_words, rowid, words) VALUES ('delete', :number, :words)"
)
_KEEP_WORDS = text("INSERT INTO listing_words (rowid, words) VALUES (:number, :words)")
_PUT_WORDS = text(
    "INSERT INTO listing_words (number, words)"
    " SELECT r.number, array_to_tsvector(string_to_array(r.words, ' '))"
    " FROM json_to_recordset(CAST(:words AS json)) AS r(number integer, words text)"
    " ON CONFLICT (number) DO UPDATE SET words = EXCLUDED.words"
)


def put_listings(tx: Session, listed: Sequence[Listed]) -> None:
    """Point the public list at the newest notices of these lots."""
    assert len(listed) <= LISTED_MAX, "what is put up at once is bounded"
    shelves = _shelf_numbers(tx, {each.shelf for each in listed})
    known = _numbers_of(tx, [each.lot_id for each in listed])
    values = [_columns_of(each) | {"shelf_number": shelves[each.shelf]} for each in listed]
    _insert(tx, [row for row in values if row["lot_id"] not in known])
    _update(tx, [row | {"b_number": known[row["lot_id"]]} for row in values if row["lot_id"] in known])
    numbers = _numbers_of(tx, [each.lot_id for each in listed])
    _put_texts(tx, {numbers[each.lot_id]: each.search_text for each in listed})


def moved_listings(tx: Session, limit: int) -> list[Moved]:
    """Return listings that may still move and whose board is not as they say any more."""
    moving = (
        select(Listing.number)
        .join(Board, Board.round_id == Listing.round_id)
        .where(text(f"listings.status IN {LIVE_STATUSES}"), Board.version != Listing.board_version)
        .limit(limit)
    )
    price = func.coalesce(Board.hammer_price_minor, Board.leader_amount_minor, Round.starting_price_minor)
    found = (
        select(
            Listing.number,
            Listing.round_id,
            Listing.reference_price_minor,
            Court.time_zone,
            Board.state,
            Board.version,
            Board.opens_at,
            Board.closes_at,
            price.label("price_minor"),
            *(getattr(rows.Shelf, name) for name in Shelf._fields),
        )
        .join(Board, Board.round_id == Listing.round_id)
        .join(Round, Round.id == Listing.round_id)
        .join(rows.Shelf, rows.Shelf.number == Listing.shelf_number)
        .join(Court, Court.id == Listing.court_id)
        .where(Listing.number.in_(moving))
    )
    return [_moved(row) for row in tx.execute(found)]


def move_listings(tx: Session, moved: Sequence[Moved]) -> None:
    """Keep how the boards stand; a listing that shows another round by now stays as it is."""
    shelves = _shelf_numbers(tx, {each.shelf for each in moved})
    _update(
        tx,
        [
            columns_of(
                each.standing, reference_price_minor=each.reference_price_minor, time_zone=each.time_zone
            )
            | {"shelf_number": shelves[each.shelf], "b_number": each.number, "b_round_id": each.round_id}
            for each in moved
        ],
    )


def _shelf_numbers(tx: Session, shelves: Collection[Shelf]) -> Mapping[Shelf, int]:
    found = _standing_shelves(tx, shelves)
    # In one order, so that two who need the same shelves never wait for each other in a circle.
    missing = sorted(shelf for shelf in shelves if shelf not in found)
    if missing:
        insert_or_leave: Any = sqlite.insert if _is_sqlite(tx) else postgresql.insert
        statement = insert_or_leave(table_of(rows.Shelf)).on_conflict_do_nothing()
        tx.execute(statement, [shelf._asdict() for shelf in missing])
        found = _standing_shelves(tx, shelves)
    return found


def _standing_shelves(tx: Session, shelves: Collection[Shelf]) -> Mapping[Shelf, int]:
    found = select(rows.Shelf).where(_SHELF.in_(list(shelves)))
    return {_shelf(row): row.number for row in tx.scalars(found)}


def _shelf(row: Any) -> Shelf:
    return Shelf(**{name: getattr(row, name) for name in Shelf._fields})


def _numbers_of(tx: Session, lot_ids: Sequence[str]) -> Mapping[str, int]:
    found = select(Listing.lot_id, Listing.number).where(Listing.lot_id.in_(lot_ids))
    return {row.lot_id: row.number for row in tx.execute(found)}


def _columns_of(listed: Listed) -> dict[str, Any]:
    of_notice = {name: getattr(listed, name) for name in _OF_A_NOTICE}
    return of_notice | columns_of(
        listed.standing, reference_price_minor=listed.reference_price_minor, time_zone=listed.time_zone
    )


def _insert(tx: Session, values: Sequence[Mapping[str, Any]]) -> None:
    names = [column.name for column in table_of(Listing).columns if column.name != "number"]
    insert_rows(tx, table_of(Listing), [[_plain(row[name]) for name in names] for row in values])


def _plain(value: object) -> object:
    return value.isoformat() if type(value) is date else value


def _update(tx: Session, values: Sequence[Mapping[str, Any]]) -> None:
    """Change listings by ``b_number``, and only while they show ``b_round_id``, where that is given."""
    if not values:
        return
    changed = update(table_of(Listing)).where(Listing.number == bindparam("b_number"))
    if "b_round_id" in values[0]:
        changed = changed.where(Listing.round_id == bindparam("b_round_id"))
    tx.connection().execute(changed, list(values))


def _moved(row: Any) -> Moved:
    standing = Standing(
        status=status_of(State(row.state)),
        price_minor=row.price_minor,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        board_version=row.version,
    )
    return Moved(
        number=row.number,
        round_id=row.round_id,
        shelf=_shelf(row)._replace(status=standing.status.value),
        standing=standing,
        reference_price_minor=row.reference_price_minor,
        time_zone=row.time_zone,
    )


def _put_texts(tx: Session, texts: Mapping[int, str]) -> None:
    known = select(rows.ListingText).where(rows.ListingText.number.in_(list(texts)))
    before = {row.number: row.search_text for row in tx.scalars(known)}
    changed = {number: said for number, said in texts.items() if before.get(number) != said}
    if not changed:
        return
    upsert: Any = sqlite.insert if _is_sqlite(tx) else postgresql.insert
    put = upsert(table_of(rows.ListingText))
    put = put.on_conflict_do_update(index_elements=["number"], set_={"search_text": put.excluded.search_text})
    tx.execute(put, [{"number": number, "search_text": said} for number, said in changed.items()])
    _put_words(tx, changed, {number: before[number] for number in changed if number in before})


def _put_words(tx: Session, texts: Mapping[int, str], before: Mapping[int, str]) -> None:
    words = _words_of(texts)
    if not _is_sqlite(tx):
        tx.execute(_PUT_WORDS, {"words": orjson.dumps(words).decode()})
        return
    if before:
        tx.execute(_FORGET_WORDS, _words_of(before))
    tx.execute(_KEEP_WORDS, words)


def _words_of(texts: Mapping[int, str]) -> list[dict[str, object]]:
    return [{"number": number, "words": " ".join(sorted(tokens(said)))} for number, said in texts.items()]


def _is_sqlite(tx: Session) -> bool:
    return tx.get_bind().dialect.name == "sqlite"
