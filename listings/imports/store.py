"""Reads and writes import runs, their blocks and rows, and finds the drafts that earlier imports left."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, delete, exists, func, insert, or_, select, true, update
from sqlalchemy.orm import Session

from auction.cases.tables import Court
from auction.kernel.limits import PAGE_ROWS_MAX
from listings.imports.reader import Place
from listings.imports.tables import ImportBlock, ImportRow, ImportRun
from listings.tables import Lot

# Blocks of this size are read one at a time, so a file of any size takes the memory of one.
BLOCK_BYTES = 256 * 1024
# Kinds of faults on one report; a list of more needs another mapping rather than mending.
FAULTS_MAX = 100


@dataclass(frozen=True)
class Asker:
    """Whose rows are asked for: of one court, by its id and name, or of all when both are empty."""

    court_id: str = ""
    court_name: str = ""


@dataclass(frozen=True)
class RunLine:
    """A run as the list shows it, with how many rows of the court came to which result."""

    run: ImportRun
    counts: dict[str, int]


@dataclass(frozen=True)
class RowsWish:
    """Which rows of a run: of the court of that name (empty: all), one result, one reason, one fault."""

    run_id: str
    court_name: str = ""
    result: str = ""
    reason: str = ""
    column: str = ""
    text: str | None = None


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong in the same way in several rows: the reason, where, and what stands there."""

    reason: str
    column: str
    text: str
    row_count: int


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


def insert_block(tx: Session, run_id: str, number: int, body: bytes) -> None:
    """Keep one part of an uploaded file."""
    tx.execute(insert(ImportBlock), {"run_id": run_id, "number": number, "body": body})


def blocks_from(tx: Session, run_id: str, offset: int) -> Iterator[bytes]:
    """Give the uploaded file from that byte on, one block after another."""
    number, skipped = divmod(offset, BLOCK_BYTES)
    while body := tx.scalar(_block(run_id, number)):
        yield body[skipped:]
        number, skipped = number + 1, 0


def drop_blocks(tx: Session, run_id: str) -> None:
    """Forget a file from which nothing was taken."""
    tx.execute(delete(ImportBlock).where(ImportBlock.run_id == run_id))


def lock_run(tx: Session, run_id: str) -> ImportRun:
    """Return a run, locked until the end of the transaction."""
    query = select(ImportRun).where(ImportRun.id == run_id).with_for_update()
    return tx.scalars(query.execution_options(populate_existing=True)).one()


def find_run(tx: Session, run_id: str) -> ImportRun | None:
    """Return the run of that id."""
    return tx.get(ImportRun, run_id)


def update_run(tx: Session, run_id: str, **values: object) -> None:
    """Change what is known of a run."""
    tx.execute(
        update(ImportRun).where(ImportRun.id == run_id).values(**values),
        execution_options={"synchronize_session": False},
    )


def note_place(tx: Session, run_id: str, place: Place) -> None:
    """Note how far the reading of a file came."""
    update_run(tx, run_id, row_count=place.row_count, line=place.line, byte_offset=place.offset)


def queued_runs(tx: Session, runs_max: int) -> list[str]:
    """Return the runs that wait for the clock, those first that wait longest."""
    query = select(ImportRun.id).where(ImportRun.state == "QUEUED")
    return list(tx.scalars(query.order_by(ImportRun.started_at, ImportRun.id).limit(runs_max)))


def same_file(tx: Session, run: ImportRun) -> ImportRun | None:
    """Return the newest other run that took the same file in for the same court."""
    query = select(ImportRun).where(
        ImportRun.file_hash == run.file_hash,
        ImportRun.mapping == run.mapping,
        ImportRun.court_id.is_not_distinct_from(run.court_id),
        ImportRun.state.in_(("QUEUED", "RUNNING", "FINISHED")),
        ImportRun.id != run.id,
    )
    return tx.scalar(query.order_by(ImportRun.started_at.desc()).limit(1))


def insert_rows(tx: Session, rows: Sequence[dict[str, object]]) -> None:
    """Insert the lines of many rows in one statement."""
    if rows:
        tx.execute(insert(ImportRow), rows)


def lots_by_key(tx: Session, court_ids: Collection[str], keys: Collection[str]) -> dict[str, str]:
    """Return the ids of the lots that came from these source keys, those that exist."""
    query = select(Lot.source_key, Lot.id).where(Lot.court_id.in_(court_ids), Lot.source_key.in_(keys))
    return {row.source_key: row.id for row in tx.execute(query)}


def taken_keys(tx: Session, run_id: str, keys: Collection[str]) -> dict[str, int]:
    """Return which rows of a run have these keys already."""
    query = select(ImportRow.source_key, func.min(ImportRow.number)).where(
        ImportRow.run_id == run_id, ImportRow.source_key.in_(keys)
    )
    return {row[0]: row[1] for row in tx.execute(query.group_by(ImportRow.source_key))}


def courts_by_name(tx: Session, names: Collection[str]) -> dict[str, Court]:
    """Return the courts of these names, those that are registered."""
    return {court.name: court for court in tx.scalars(select(Court).where(Court.name.in_(names)))}


def runs(tx: Session, asker: Asker, *, rows_max: int = PAGE_ROWS_MAX) -> list[RunLine]:
    """Return the newest runs that the asker may see, with the counts of the rows that they see."""
    query = select(ImportRun).where(_is_shown(asker), ImportRun.state != "DISCARDED")
    newest = query.order_by(ImportRun.started_at.desc(), ImportRun.id)
    found = tx.scalars(newest.limit(rows_max))
    return [RunLine(run, counts(tx, rows_of(run, asker))) for run in found]


def run(tx: Session, run_id: str, asker: Asker) -> ImportRun | None:
    """Return the run if the asker may see it."""
    return tx.scalar(select(ImportRun).where(ImportRun.id == run_id, _is_shown(asker)))


def rows_of(run: ImportRun, asker: Asker) -> RowsWish:
    """Return which rows of a run the asker sees: of an own upload all, of the operator's their own."""
    return RowsWish(run.id, "" if run.court_id else asker.court_name)


def sums(tx: Session, wish: RowsWish) -> Sums:
    """Return how many rows came to which result, for which reason, and were there before."""
    known = select(func.count()).where(matches(wish), ImportRow.is_known)
    return Sums(counts(tx, wish), _reasons(tx, wish), tx.scalar(known) or 0)


def counts(tx: Session, wish: RowsWish) -> dict[str, int]:
    """Return how many rows of the wish came to which result."""
    query = select(ImportRow.result, func.count()).where(matches(wish)).group_by(ImportRow.result)
    return {row[0]: row[1] for row in tx.execute(query)}


def faults(tx: Session, wish: RowsWish, *, faults_max: int = FAULTS_MAX) -> list[Fault]:
    """Return what is wrong in the same way in several refused rows, the most frequent first."""
    count = func.count()
    parts = (ImportRow.reason, ImportRow.wrong_column, ImportRow.wrong_text)
    query = select(*parts, count).where(
        matches(wish), ImportRow.result == "REFUSED", ImportRow.wrong_column != ""
    )
    grouped = query.group_by(*parts).having(count > 1).order_by(count.desc(), *parts).limit(faults_max)
    return [Fault(row[0], row[1], row[2], row[3]) for row in tx.execute(grouped)]


def rows(
    tx: Session, wish: RowsWish, *, after: int = 0, page: int = 1, rows_max: int = PAGE_ROWS_MAX
) -> list[ImportRow]:
    """Return rows in the order of the file, after a number or on a page."""
    query = (
        select(ImportRow)
        .where(matches(wish), ImportRow.number > after)
        .order_by(ImportRow.number)
        .limit(rows_max)
        .offset((page - 1) * rows_max)
    )
    return list(tx.scalars(query))


def matches(wish: RowsWish) -> ColumnElement[bool]:
    """Return the condition that the rows of a wish meet."""
    return and_(
        ImportRow.run_id == wish.run_id,
        ImportRow.court_name == wish.court_name if wish.court_name else true(),
        ImportRow.result == wish.result if wish.result else true(),
        ImportRow.reason == wish.reason if wish.reason else true(),
        ImportRow.wrong_column == wish.column if wish.column else true(),
        ImportRow.wrong_text == wish.text if wish.text is not None else true(),
    )


def _reasons(tx: Session, wish: RowsWish) -> list[tuple[str, str, int]]:
    count = func.count()
    query = (
        select(ImportRow.result, ImportRow.reason, count)
        .where(matches(wish), ImportRow.reason != "")
        .group_by(ImportRow.result, ImportRow.reason)
        .order_by(count.desc(), ImportRow.reason)
    )
    return [(row[0], row[1], row[2]) for row in tx.execute(query)]


def _block(run_id: str, number: int) -> Select[bytes]:
    return select(ImportBlock.body).where(ImportBlock.run_id == run_id, ImportBlock.number == number)


def _is_shown(asker: Asker) -> ColumnElement[bool]:
    if not asker.court_id:
        return true()
    named = exists().where(ImportRow.run_id == ImportRun.id, ImportRow.court_name == asker.court_name)
    return or_(ImportRun.court_id == asker.court_id, and_(ImportRun.court_id.is_(None), named))
