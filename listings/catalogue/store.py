"""Finds published lots for the public; drafts are out of its sight.

What is searched and counted are the narrow rows of listings; what a page shows of how a round
stands is read from the board itself, for the lots of that page alone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    TextClause,
    and_,
    bindparam,
    column,
    func,
    literal,
    or_,
    select,
    table,
    text,
    union_all,
)
from sqlalchemy.orm import Session

from auction.cases.tables import Court
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board, Round
from auction.rules.asset_class import AssetClass
from listings.catalogue import tables as rows
from listings.catalogue.listed import discount
from listings.catalogue.match import format_match, format_query
from listings.catalogue.shelf import FACETS, Shelf, Tally, roll_up
from listings.listing import Line, Sort, Wish, status_of
from listings.search import ESCAPE, is_longer_than_its_token, pattern_of, words_of
from listings.tables import Listing

AnySelect = Select[*tuple[Any, ...]]

_PRICE = func.coalesce(Board.hammer_price_minor, Board.leader_amount_minor, Round.starting_price_minor)
# Columns and whether the largest comes first.
_ORDERS: dict[Sort, tuple[tuple[str, ...], bool]] = {
    Sort.CLOSING: (("closing_order", "number"), False),
    Sort.NEWEST: (("published_at", "number"), True),
    # Amounts of two currencies have no order; each currency keeps together.
    Sort.CHEAPEST: (("currency", "price_minor", "number"), False),
    Sort.DEAREST: (("currency", "price_minor", "number"), True),
    Sort.DISCOUNT: (("discount", "number"), True),
}
_FACETS = {
    "class": rows.Shelf.asset_class,
    "region": rows.Shelf.region,
    "court": rows.Shelf.court_id,
    "round": rows.Shelf.kind,
    "status": rows.Shelf.status,
    "currency": rows.Shelf.currency,
}
_SQLITE_WORDS = table("listing_words", column("rowid", Integer))
_WORDS = table("listing_words", column("number", Integer))
# PostgreSQL believes that unpacking all words of all lots costs as little as walking over their rows,
# and would rather do that than ask its index (measured: a second instead of twenty milliseconds).
_BY_INDEX = text("SET LOCAL enable_seqscan = off")
_DAYS = {"opens": Listing.opens_on, "closes": Listing.closes_on}
_LINE = (
    select(
        Listing.lot_id,
        Listing.round_id,
        Listing.title,
        Listing.language,
        Listing.place,
        Listing.asset_class,
        Listing.photo_id,
        Listing.photo_alt,
        Listing.reference_price_minor,
        Listing.published_at,
        Court.name.label("court_name"),
        Court.time_zone,
        Round.kind,
        Round.currency,
        Round.starting_price_minor,
        Board.state,
        Board.bid_count,
        Board.opens_at,
        Board.closes_at,
        _PRICE.label("price_minor"),
    )
    .join(Board, Board.round_id == Listing.round_id)
    .join(Round, Round.id == Listing.round_id)
    .join(Court, Court.id == Listing.court_id)
)


def search(tx: Session, wish: Wish) -> tuple[list[Line], Tally]:
    """Return one page of what the visitor asks for, and what each choice of each facet would leave."""
    if not words_of(wish.words):
        return find(tx, wish), tally(tx, wish)
    # Looking up words costs most: what has them is put aside once, counted, and sorted.
    columns = [Listing.shelf_number, *(getattr(Listing, name) for name in _sorted_by())]
    hits = _with_words(tx, select(*columns).where(*_conditions(wish)), wish).cte("hits")
    hits = hits.prefix_with("MATERIALIZED")
    chosen = select(hits.c.number).where(*_on_shelves(hits.c.shelf_number, wish))
    page = _page(chosen, hits.c, wish).subquery("page")
    nowhere = [literal("").label(facet) for facet in FACETS]
    both = _counted(select(hits.c.shelf_number)), select(*nowhere, page.c.number)
    found: Sequence[Any] = tx.execute(union_all(*both)).all()
    numbers = [row[-1] for row in found if not row[0]]
    query = _LINE.where(Listing.number.in_(numbers)).order_by(*_order(Listing.__table__.c, wish.sort))
    lines = [_line(row) for row in tx.execute(query)]
    return lines, roll_up(((Shelf(*row[:-1]), row[-1]) for row in found if row[0]), wish.chosen)


def find(tx: Session, wish: Wish) -> list[Line]:
    """Return one page of what the visitor asks for."""
    if words_of(wish.words):
        return search(tx, wish)[0]
    page = _page(_filtered(tx, select(Listing.number), wish), Listing.__table__.c, wish).subquery("page")
    query = _LINE.join(page, page.c.number == Listing.number)
    return [_line(row) for row in tx.execute(query.order_by(*_order(Listing.__table__.c, wish.sort)))]


def tally(tx: Session, wish: Wish) -> Tally:
    """Count what matches, and what each choice of each facet would leave."""
    standing = _with_words(tx, select(Listing.shelf_number).where(*_conditions(wish)), wish)
    found = tx.execute(_counted(standing))
    return roll_up(((Shelf(*row[:-1]), row[-1]) for row in found), wish.chosen)


def count(tx: Session, wish: Wish) -> int:
    """Return how many published lots match."""
    return counts(tx, [wish])[0]


def counts(tx: Session, wishes: Sequence[Wish]) -> list[int]:
    """Return how many published lots match each of the wishes, in one statement."""
    if not wishes:
        return []
    counted = [
        _filtered(tx, select(literal(place).label("place"), func.count().label("matching")), wish)
        for place, wish in enumerate(wishes)
    ]
    found = {row.place: row.matching for row in tx.execute(union_all(*counted))}
    return [found[place] for place in range(len(wishes))]


def courts_that_sell(tx: Session) -> list[tuple[str, str]]:
    """Return id and name of the courts that have published anything."""
    selling = select(rows.Shelf.court_id)
    found = select(Court.id, Court.name).where(Court.id.in_(selling)).order_by(Court.name)
    return [(row.id, row.name) for row in tx.execute(found)]


def court_names(tx: Session, court_ids: Collection[str]) -> Mapping[str, str]:
    """Return the names of courts by id."""
    found = select(Court.id, Court.name).where(Court.id.in_(list(court_ids)))
    return {row.id: row.name for row in tx.execute(found)}


def is_listed(tx: Session, lot_id: str) -> bool:
    """Say whether the public may see the lot."""
    return tx.scalar(select(Listing.lot_id).where(Listing.lot_id == lot_id)) is not None


def current_round_id(tx: Session, lot_id: str) -> str | None:
    """Return the round of the lot's newest notice, None when nothing is published."""
    return tx.scalar(select(Listing.round_id).where(Listing.lot_id == lot_id))


def _sorted_by() -> list[str]:
    return sorted({name for names, _ in _ORDERS.values() for name in names})


def _order(columns: Any, sort: Sort) -> list[ColumnElement[Any]]:
    names, largest_first = _ORDERS[sort]
    return [columns[name].desc() if largest_first else columns[name].asc() for name in names]


def _page(query: AnySelect, columns: Any, wish: Wish) -> AnySelect:
    skipped = (wish.page - 1) * PAGE_ROWS_MAX
    return query.order_by(*_order(columns, wish.sort)).limit(PAGE_ROWS_MAX).offset(skipped)


def _counted(standing: AnySelect) -> AnySelect:
    """Count by shelf what a query finds, and say what stands on each shelf."""
    shelf_number = standing.selected_columns[0]
    by_number = (
        standing.add_columns(func.count().label("standing")).group_by(shelf_number).subquery("counted")
    )
    shelves = select(*_FACETS.values(), by_number.c.standing)
    return shelves.join(by_number, by_number.c.shelf_number == rows.Shelf.number)


def _filtered(tx: Session, query: AnySelect, wish: Wish) -> AnySelect:
    query = query.select_from(Listing).where(*_conditions(wish), *_on_shelves(Listing.shelf_number, wish))
    return _with_words(tx, query, wish)


def _on_shelves(shelf_number: Any, wish: Wish) -> list[ColumnElement[bool]]:
    """Return that a listing stands where the visitor chose to look."""
    chosen = [_FACETS[facet].in_(values) for facet, values in wish.chosen.items()]
    return [shelf_number.in_(select(rows.Shelf.number).where(*chosen))] if chosen else []


def _with_words(tx: Session, query: AnySelect, wish: Wish) -> AnySelect:
    """Let only listings through that have every word, in the index of this database."""
    words = words_of(wish.words)
    if not words:
        return query
    if tx.get_bind().dialect.name == "sqlite":
        matched = _match("listing_words MATCH :words", format_match(words))
        query = query.join(_SQLITE_WORDS, _SQLITE_WORDS.c.rowid == Listing.number).where(matched)
    else:
        matched = _match("listing_words.words @@ CAST(:words AS tsquery)", format_query(words))
        query = query.join(_WORDS, _WORDS.c.number == Listing.number).where(matched)
        tx.execute(_BY_INDEX)
    longer = [word for word in words if is_longer_than_its_token(word)]
    if longer:
        query = query.join(rows.ListingText, rows.ListingText.number == Listing.number)
    for word in longer:
        query = query.where(rows.ListingText.search_text.like(pattern_of(word), escape=ESCAPE))
    return query


def _match(condition: str, words: str) -> TextClause:
    # Several searches may stand in one statement, each with words of its own.
    return text(condition).bindparams(bindparam("words", words, unique=True))


def _conditions(wish: Wish) -> list[ColumnElement[bool]]:
    """Return what a listing must satisfy beside words and facets."""
    found: list[ColumnElement[bool]] = []
    if "price_from" in wish.prices:
        found.append(_bounded(wish.prices["price_from"], lambda bound: Listing.price_minor >= bound))
    if "price_to" in wish.prices:
        found.append(_bounded(wish.prices["price_to"], lambda bound: Listing.price_minor <= bound))
    if wish.discount:
        found.append(Listing.discount >= wish.discount)
    for name, day in wish.days.items():
        what, _, end = name.partition("_")
        found.append(_DAYS[what] >= day if end == "from" else _DAYS[what] <= day)
    return found


def _bounded(bounds: Mapping[str, int], compare: Callable[[int], ColumnElement[bool]]) -> ColumnElement[bool]:
    return or_(*(and_(Listing.currency == currency, compare(bound)) for currency, bound in bounds.items()))


def _line(row: Any) -> Line:
    return Line(
        lot_id=row.lot_id,
        round_id=row.round_id,
        title=row.title,
        place=row.place,
        court_name=row.court_name,
        time_zone=row.time_zone,
        asset_class=AssetClass(row.asset_class),
        kind=row.kind,
        status=status_of(State(row.state)),
        starting_price=Money(row.starting_price_minor, row.currency),
        price=Money(row.price_minor, row.currency),
        bid_count=row.bid_count,
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        photo_id=row.photo_id or "",
        photo_alt=row.photo_alt,
        reference_price=Money(row.reference_price_minor, row.currency),
        discount=discount(row.price_minor, row.reference_price_minor),
        language=row.language,
        published_at=row.published_at,
    )
