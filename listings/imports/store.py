"""Reads and writes import runs and their rows, and finds the drafts that earlier imports left."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, insert, select, true
from sqlalchemy.orm import Session

from auction.cases.tables import Court
from auction.kernel.limits import PAGE_ROWS_MAX
from listings.imports.tables import ImportRow, ImportRun
from listings.tables import Lot


@dataclass(frozen=True)
class RunLine:
    """A run as the list shows it, with how many rows of the court came to which result."""

    run: ImportRun
    counts: dict[str, int]


@dataclass(frozen=True)
class RowsWish:
    """Which rows of a run a report shows: of the court of that name (empty: all), one result, one reason."""

    run_id: str
    court_name: str = ""
    result: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Sums:
    """How many rows came to which result, the first reasons with their rows, and what was known."""

    counts: dict[str, int]
    reasons: list[tuple[str, str, int]]
    known: int

    @property
    def total(self) -> int:
        """Return the number of rows: every row has one result."""
        return sum(self.counts.values())


def insert_run(tx: Session, run: ImportRun) -> None:
    """Insert the run."""
    tx.add(run)
    tx.flush()


def finish_run(tx: Session, run_id: str, at: datetime) -> None:
    """Note that every row of the file has its line."""
    found = tx.get_one(ImportRun, run_id)
    found.state, found.finished_at = "FINISHED", at


def insert_rows(tx: Session, rows: Sequence[dict[str, object]]) -> None:
    """Insert the lines of many rows in one statement."""
    if rows:
        tx.execute(insert(ImportRow), rows)


def lots_by_key(tx: Session, court_ids: Collection[str], keys: Collection[str]) -> dict[str, str]:
    """Return the ids of the lots that came from these source keys, those that exist."""
    query = select(Lot.source_key, Lot.id).where(Lot.court_id.in_(court_ids), Lot.source_key.in_(keys))
    return {row.source_key: row.id for row in tx.execute(query)}


def courts_by_name(tx: Session, names: Collection[str]) -> dict[str, Court]:
    """Return the courts of these names, those that are registered."""
    return {court.name: court for court in tx.scalars(select(Court).where(Court.name.in_(names)))}


def runs(tx: Session, court_name: str, *, rows_max: int = PAGE_ROWS_MAX) -> list[RunLine]:
    """Return the newest runs that have rows of the court (empty: all), with their counts."""
    query = select(ImportRun).where(_has_rows(court_name)).order_by(ImportRun.started_at.desc(), ImportRun.id)
    found = tx.scalars(query.limit(rows_max))
    return [RunLine(run, _counts(tx, RowsWish(run.id, court_name))) for run in found]


def run(tx: Session, run_id: str, court_name: str) -> ImportRun | None:
    """Return the run if it has rows of the court (empty: any)."""
    return tx.scalar(select(ImportRun).where(ImportRun.id == run_id, _has_rows(court_name)))


def sums(tx: Session, wish: RowsWish) -> Sums:
    """Return how many rows came to which result, for which reason, and were there before."""
    known = select(func.count()).where(_matches(wish), ImportRow.is_known)
    return Sums(_counts(tx, wish), _reasons(tx, wish), tx.scalar(known) or 0)


def rows(
    tx: Session, wish: RowsWish, *, after: int = 0, page: int = 1, rows_max: int = PAGE_ROWS_MAX
) -> list[ImportRow]:
    """Return rows in the order of the file, after a number or on a page."""
    query = (
        select(ImportRow)
        .where(_matches(wish), ImportRow.number > after)
        .order_by(ImportRow.number)
        .limit(rows_max)
        .offset((page - 1) * rows_max)
    )
    return list(tx.scalars(query))


def _counts(tx: Session, wish: RowsWish) -> dict[str, int]:
    query = select(ImportRow.result, func.count()).where(_matches(wish)).group_by(ImportRow.result)
    return {row[0]: row[1] for row in tx.execute(query)}


def _reasons(tx: Session, wish: RowsWish) -> list[tuple[str, str, int]]:
    count = func.count()
    query = (
        select(ImportRow.result, ImportRow.reason, count)
        .where(_matches(wish), ImportRow.reason != "")
        .group_by(ImportRow.result, ImportRow.reason)
        .order_by(count.desc(), ImportRow.reason)
    )
    return [(row[0], row[1], row[2]) for row in tx.execute(query)]


def _has_rows(court_name: str) -> ColumnElement[bool]:
    if not court_name:
        return true()
    return exists().where(ImportRow.run_id == ImportRun.id, ImportRow.court_name == court_name)


def _matches(wish: RowsWish) -> ColumnElement[bool]:
    return and_(
        ImportRow.run_id == wish.run_id,
        ImportRow.court_name == wish.court_name if wish.court_name else true(),
        ImportRow.result == wish.result if wish.result else true(),
        ImportRow.reason == wish.reason if wish.reason else true(),
    )
