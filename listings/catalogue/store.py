"""Finds published lots for the public; drafts are out of its sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, or_, select
from sqlalchemy.orm import Session

from auction.cases.tables import Court
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.rounds.lifecycle import State
from auction.rounds.tables import Board, Round
from auction.rules.asset_class import AssetClass
from listings.listing import STATES, Line, Sort, Status, Wish, status_of
from listings.search import ESCAPE, patterns
from listings.tables import Listing

_PRICE = func.coalesce(Board.hammer_price_minor, Board.leader_amount_minor, Round.starting_price_minor)
_ENDED = Board.state.not_in([State.SCHEDULED, State.OPEN, State.SUSPENDED])
_STANDING = case((Board.state == State.OPEN, 0), (_ENDED, 2), else_=1)
_ORDERS: dict[Sort, tuple[ColumnElement[Any], ...]] = {
    # What runs comes first, the soonest end on top; of what ended, the latest.
    Sort.CLOSING: (_STANDING, case((_ENDED, None), else_=Board.closes_at), Board.closes_at.desc()),
    Sort.NEWEST: (Listing.published_at.desc(),),
    Sort.CHEAPEST: (_PRICE,),
    Sort.DEAREST: (_PRICE.desc(),),
}
_LINE = select(
    Listing.lot_id,
    Listing.round_id,
    Listing.title,
    Listing.place,
    Listing.asset_class,
    Listing.photo_id,
    Listing.photo_alt,
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


def find(tx: Session, wish: Wish) -> list[Line]:
    """Return one page of what the visitor asks for."""
    query = (
        _joined(_LINE, wish)
        .order_by(*_ORDERS[wish.sort], Listing.lot_id)
        .limit(PAGE_ROWS_MAX)
        .offset((wish.page - 1) * PAGE_ROWS_MAX)
    )
    return [_line(row) for row in tx.execute(query)]


def count(tx: Session, wish: Wish) -> int:
    """Return how many published lots match."""
    return tx.scalar(_joined(select(func.count()), wish)) or 0


def courts_that_sell(tx: Session) -> list[tuple[str, str]]:
    """Return id and name of the courts that have published anything."""
    selling = select(Listing.court_id)
    found = select(Court.id, Court.name).where(Court.id.in_(selling)).order_by(Court.name)
    return [(row.id, row.name) for row in tx.execute(found)]


def is_listed(tx: Session, lot_id: str) -> bool:
    """Say whether the public may see the lot."""
    return tx.scalar(select(Listing.lot_id).where(Listing.lot_id == lot_id)) is not None


def current_round_id(tx: Session, lot_id: str) -> str | None:
    """Return the round of the lot's newest notice, None when nothing is published."""
    return tx.scalar(select(Listing.round_id).where(Listing.lot_id == lot_id))


def _joined(query: Select[*tuple[Any, ...]], wish: Wish) -> Select[*tuple[Any, ...]]:
    joined = (
        query.select_from(Listing)
        .join(Board, Board.round_id == Listing.round_id)
        .join(Round, Round.id == Listing.round_id)
        .join(Court, Court.id == Listing.court_id)
    )
    return joined.where(*_conditions(wish))


def _conditions(wish: Wish) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Listing.search_text.like(pattern, escape=ESCAPE) for pattern in patterns(wish.words)
    ]
    if wish.court_id:
        found.append(Listing.court_id == wish.court_id)
    if wish.asset_class:
        found.append(Listing.asset_class == wish.asset_class)
    if wish.status:
        found.append(Board.state.in_(STATES[Status(wish.status)]))
    if wish.price_from:
        found.append(_bounded(wish.price_from, lambda bound: bound <= _PRICE))
    if wish.price_to:
        found.append(_bounded(wish.price_to, lambda bound: bound >= _PRICE))
    return found


def _bounded(bounds: Mapping[str, int], compare: Any) -> ColumnElement[bool]:
    return or_(*(and_(Round.currency == currency, compare(bound)) for currency, bound in bounds.items()))


def _line(row: Row[Any]) -> Line:
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
    )
