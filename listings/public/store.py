"""Reads what the public pages show beside the list: kin of a lot, evenings, ended rounds, courts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson
from sqlalchemy import ColumnElement, Row, Select, and_, distinct, func, or_, select
from sqlalchemy.orm import Session

from auction.cases.tables import Court
from auction.kernel.money import Money
from auction.rounds.lifecycle import State
from auction.rounds.rows import answer_of
from auction.rounds.standing import ACCEPTED, Answer
from auction.rounds.tables import Bid, Board, Round
from auction.rules.asset_class import AssetClass
from listings.catalogue.tables import Shelf
from listings.listing import STATES, Status, status_of
from listings.public.closed import FIGURED_MAX, ROWS_MAX, Ended, Figures, Wish, bounds_of, figures_of
from listings.public.evening import stride_of
from listings.tables import Document, Listing, Notice

# Other lots of a case that a lot's page names; a case of more has its own search.
KIN_MAX = 12
_ENDED = (*STATES[Status.SOLD], *STATES[Status.UNSOLD])
_PRICE = func.coalesce(Board.hammer_price_minor, Board.leader_amount_minor, Round.starting_price_minor)


@dataclass(frozen=True)
class Kin:
    """Another lot of the same case, and where it stands."""

    lot_id: str
    title: str
    status: Status
    price: Money
    kind: str
    closes_at: datetime


@dataclass(frozen=True)
class CourtCounts:
    """A court, and how many of its lots stand where."""

    court: Court
    counts: Counter[Status]


def kin_of(tx: Session, *, case_id: str, lot_id: str) -> list[Kin]:
    """Return the newest of the other published lots of a case, one more than is shown, by their ends."""
    found = (
        select(
            Listing.lot_id,
            Listing.title,
            Board.state,
            Round.kind,
            Round.currency,
            _PRICE.label("price_minor"),
            Round.closes_at,
        )
        .join(Board, Board.round_id == Listing.round_id)
        .join(Round, Round.id == Listing.round_id)
        .where(Round.case_id == case_id, Listing.lot_id != lot_id)
        .order_by(Listing.published_at.desc(), Listing.lot_id)
        .limit(KIN_MAX + 1)
    )
    kin = [_kin(row) for row in tx.execute(found)]
    return sorted(kin, key=lambda each: (each.closes_at, each.lot_id))


def _kin(row: Any) -> Kin:
    price = Money(row.price_minor, row.currency)
    return Kin(row.lot_id, row.title, status_of(State(row.state)), price, row.kind, row.closes_at)


def charted_bids(tx: Session, round_id: str, bid_count: int) -> list[Answer]:
    """Return the accepted bids that the chart of a round shows, the first and the last among them."""
    ends = Bid.bid_count.in_((1, bid_count))
    found = (
        select(*Bid.__table__.c, Round.currency)
        .join(Round, Round.id == Bid.round_id)
        .where(Bid.round_id == round_id, Bid.verdict == ACCEPTED)
        .where(or_(ends, Bid.bid_count % stride_of(bid_count) == 0))
        .order_by(Bid.number)
    )
    return [answer_of(row) for row in tx.execute(found)]


def bidder_counts(tx: Session, round_ids: Collection[str]) -> dict[str, int]:
    """Return how many codes have bid in each of these rounds."""
    found = (
        select(Bid.round_id, func.count(distinct(Bid.bidder_code)))
        .where(Bid.round_id.in_(round_ids), Bid.verdict == ACCEPTED)
        .group_by(Bid.round_id)
    )
    counts = dict.fromkeys(round_ids, 0)
    return counts | {row[0]: row[1] for row in tx.execute(found)}


def byte_counts(tx: Session, document_ids: Collection[str]) -> dict[str, int]:
    """Return how large these documents are."""
    found = select(Document.id, Document.byte_count).where(Document.id.in_(document_ids))
    return {row[0]: row[1] for row in tx.execute(found)}


def ended(tx: Session, wish: Wish, zones: Collection[str]) -> list[Ended]:
    """Return one page of the ended rounds that a visitor asks for, the latest first, and one more."""
    query = (
        _joined(select(Board, Round, Court.name, Court.time_zone))
        .where(*_conditions(wish, zones))
        .order_by(Board.closes_at.desc(), Board.round_id)
        .limit(ROWS_MAX + 1)
        .offset((wish.page - 1) * ROWS_MAX)
    )
    rows = list(tx.execute(query))
    round_ids = [row.Round.id for row in rows]
    counts, papers = bidder_counts(tx, round_ids), _papers(tx, round_ids)
    return [_ended(row, papers[row.Round.id], counts[row.Round.id]) for row in rows]


def figures(tx: Session, wish: Wish, zones: Collection[str]) -> Figures:
    """Return the figures of the newest ended rounds that a visitor asks for."""
    newest = (
        _joined(select(Board.hammer_price_minor, Round.starting_price_minor, Round.currency))
        .where(*_conditions(wish, zones))
        .order_by(Board.closes_at.desc(), Board.round_id)
        .limit(FIGURED_MAX)
    )
    return figures_of(
        [
            (None if hammer is None else Money(hammer, currency), Money(starting, currency))
            for hammer, starting, currency in tx.execute(newest)
        ]
    )


def courts(tx: Session) -> list[CourtCounts]:
    """Return every court by name, with how many of its lots stand where."""
    counted = (
        select(Shelf.court_id, Shelf.status, func.count())
        .join(Listing, Listing.shelf_number == Shelf.number)
        .group_by(Shelf.court_id, Shelf.status)
    )
    counts: dict[str, Counter[Status]] = {}
    for court_id, status, count in tx.execute(counted):
        counts.setdefault(court_id, Counter())[Status(status)] += count
    found = tx.scalars(select(Court).order_by(Court.name))
    return [CourtCounts(court, counts.get(court.id, Counter())) for court in found]


def _joined(query: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        query.select_from(Board)
        .join(Round, Round.id == Board.round_id)
        .join(Court, Court.id == Round.court_id)
        .join(Listing, Listing.lot_id == Board.lot_id)
    )


def _conditions(wish: Wish, zones: Collection[str]) -> list[ColumnElement[bool]]:
    states = STATES[Status(wish.outcome)] if wish.outcome else _ENDED
    found: list[ColumnElement[bool]] = [Board.state.in_(states)]
    if wish.court_id:
        found.append(Round.court_id == wish.court_id)
    if wish.asset_class:
        found.append(Listing.asset_class == wish.asset_class)
    if wish.month:
        found.append(or_(*(_within(wish.month, zone) for zone in sorted(zones))))
    return found


def _within(month: str, zone: str) -> ColumnElement[bool]:
    first, after = bounds_of(month, zone)
    return and_(Court.time_zone == zone, Board.closes_at >= first, Board.closes_at < after)


def _papers(tx: Session, round_ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return the newest notice of each round; its reference price stands nowhere else."""
    found = (
        select(Notice.round_id, Notice.body)
        .where(Notice.round_id.in_(round_ids))
        .order_by(Notice.round_id, Notice.version)
    )
    return {row.round_id: orjson.loads(row.body) for row in tx.execute(found)}


def _ended(row: Row[Any], paper: dict[str, Any], bidder_count: int) -> Ended:
    board, terms = row.Board, row.Round
    hammer = board.hammer_price_minor
    closed_at = board.closed_at or board.closes_at
    return Ended(
        lot_id=board.lot_id,
        round_id=board.round_id,
        title=paper["title"],
        language=paper.get("language", ""),
        court_name=row.name,
        time_zone=row.time_zone,
        asset_class=AssetClass(paper["asset_class"]),
        kind=terms.kind,
        photo_id=paper["photos"][0]["id"] if paper["photos"] else "",
        status=status_of(State(board.state)),
        starting_price=Money(terms.starting_price_minor, terms.currency),
        hammer_price=None if hammer is None else Money(hammer, terms.currency),
        reference_price=Money(int(paper["reference_price_minor"]), paper["currency"]),
        bid_count=board.bid_count,
        bidder_count=bidder_count,
        extension_count=board.extension_count,
        duration=closed_at - board.opens_at,
        closed_at=closed_at,
    )
