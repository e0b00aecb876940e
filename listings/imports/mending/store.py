"""Reads and writes refused rows and what was written instead of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from listings.imports.mending.form import Said, cells_of
from listings.imports.store import RowsWish, matches
from listings.imports.tables import ImportMending, ImportRow


def row(tx: Session, wish: RowsWish, number: int) -> ImportRow | None:
    """Return a row of the wish."""
    return tx.scalar(select(ImportRow).where(matches(wish), ImportRow.number == number))


def lock_row(tx: Session, wish: RowsWish, number: int) -> ImportRow | None:
    """Return a row of the wish, locked until the end of the transaction."""
    query = select(ImportRow).where(matches(wish), ImportRow.number == number).with_for_update()
    return tx.scalar(query.execution_options(populate_existing=True))


def lock_rows(tx: Session, wish: RowsWish, *, after: int, rows_max: int) -> list[ImportRow]:
    """Return the next rows of the wish in their order, locked until the end of the transaction."""
    query = select(ImportRow).where(matches(wish), ImportRow.number > after).order_by(ImportRow.number)
    locked = query.limit(rows_max).with_for_update().execution_options(populate_existing=True)
    return list(tx.scalars(locked))


def count(tx: Session, wish: RowsWish) -> int:
    """Return how many rows the wish finds."""
    return tx.scalar(select(func.count()).select_from(ImportRow).where(matches(wish))) or 0


def next_number(tx: Session, wish: RowsWish, after: int) -> int | None:
    """Return the number of the next row of the wish, of the first one behind the last."""
    query = select(ImportRow.number).where(matches(wish)).order_by(ImportRow.number).limit(1)
    found = tx.scalar(query.where(ImportRow.number > after))
    return found or tx.scalar(query)


def mendings_of(tx: Session, run_id: str, number: int) -> list[ImportMending]:
    """Return what was written instead of a row, the first first."""
    query = select(ImportMending).where(ImportMending.run_id == run_id, ImportMending.row_number == number)
    return list(tx.scalars(query.order_by(ImportMending.number)))


def said_now(tx: Session, rows: Collection[ImportRow]) -> dict[int, Said]:
    """Return what each of these rows says now: what was written last, else what the file says."""
    said = {row.number: Said(cells_of(row.cells)) for row in rows}
    mended = {row.number: row.run_id for row in rows if row.mended_count}
    if mended:
        query = select(ImportMending).where(
            ImportMending.run_id.in_(set(mended.values())), ImportMending.row_number.in_(list(mended))
        )
        for mending in tx.scalars(query.order_by(ImportMending.number)):
            said[mending.row_number] = Said(cells_of(mending.cells), mending.asset_class)
    return said


def update_row(tx: Session, row: ImportRow, **values: object) -> None:
    """Write what became of a locked row after it was mended once more."""
    tx.execute(
        update(ImportRow)
        .where(ImportRow.run_id == row.run_id, ImportRow.number == row.number)
        .values(mended_count=row.mended_count + 1, **values),
        execution_options={"synchronize_session": False},
    )


def insert_mendings(tx: Session, mendings: Sequence[dict[str, object]]) -> None:
    """Keep what was written, and by whom."""
    if mendings:
        tx.execute(insert(ImportMending), mendings)
