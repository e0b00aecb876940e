"""Takes mended rows in again: what can stand becomes a draft, and what the file said stays known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson
from sqlalchemy.orm import Session

from auction.kernel.refusal import Refusal
from auction.rules.rule_sets import rule_set
from listings.imports import judge, report
from listings.imports import service as imports
from listings.imports import store as imports_store
from listings.imports.judge import Judged
from listings.imports.mending import form, store
from listings.imports.mending.form import Change, Said
from listings.imports.service import LaidDown, Run
from listings.imports.store import RowsWish
from listings.imports.tables import ImportRow


@dataclass(frozen=True)
class Mended:
    """How many rows a change touched, by what they became, and how many it does not fit."""

    results: Counter[str]
    unfit: int
    last: int = 0
    refusal: Refusal | None = None

    @property
    def touched(self) -> int:
        """Return how many rows no longer have the fault."""
        return self.results.total()


def mend(
    tx: Session, *, run: Run, row: ImportRow, said: Said, seen: int, by: str, at: datetime
) -> tuple[Refusal, ...]:
    """Take one locked row in again as it is written now; return why it cannot stand, or nothing."""
    refusal = form.judge_open(row.result, row.mended_count, seen)
    if refusal is not None:
        return (refusal,)
    laid = imports.lay_down(tx, run=run, chunk=[_judge(run, row, said)], by=by, at=at)
    if laid.chunk[0].facts is None:
        return laid.chunk[0].refusals
    _keep(tx, run, [(row, said, laid.chunk[0])], laid=laid, by=by, at=at)
    return ()


def preview(tx: Session, *, run: Run, wish: RowsWish, change: Change, rows_max: int) -> Mended:
    """Say what a change would do to the rows that have one fault, and do nothing."""
    rows = imports_store.rows(tx, wish, rows_max=rows_max)
    written = _written(tx, rows, change)
    settled = imports.settle(tx, run=run, chunk=[_judge(run, row, said) for row, said in written])
    return _count(rows, settled, wish)


def mend_all(
    tx: Session,
    *,
    run: Run,
    wish: RowsWish,
    change: Change,
    after: int,
    rows_max: int,
    by: str,
    at: datetime,
) -> Mended:
    """Write a change into the next rows that have one fault, and take in again those that it mends."""
    rows = store.lock_rows(tx, wish, after=after, rows_max=rows_max)
    written = _written(tx, rows, change)
    judged = imports.settle(tx, run=run, chunk=[_judge(run, row, said) for row, said in written])
    counted = _count(rows, judged, wish)
    mended = [
        (row, said, one)
        for (row, said), one in zip(written, judged, strict=True)
        if form.is_mended(one, wish.reason, wish.column)
    ]
    laid = imports.lay_down(tx, run=run, chunk=[one for _, _, one in mended], by=by, at=at)
    kept = [(row, said, one) for (row, said, _), one in zip(mended, laid.chunk, strict=True)]
    _keep(tx, run, kept, laid=laid, by=by, at=at)
    return counted


def _written(tx: Session, rows: Sequence[ImportRow], change: Change) -> list[tuple[ImportRow, Said]]:
    said = store.said_now(tx, rows)
    return [(row, form.apply(said[row.number], change)) for row in rows]


def _judge(run: Run, row: ImportRow, said: Said) -> Judged:
    rules = rule_set(run.rule_set, run.rule_set_version)
    written = form.row_of(said, number=row.number, line=row.line)
    return judge.judge(written, mapping=run.mapping, rules=rules)


def _count(rows: Sequence[ImportRow], settled: Sequence[Judged], wish: RowsWish) -> Mended:
    mended = [one for one in settled if form.is_mended(one, wish.reason, wish.column)]
    unfit = [one for one in settled if not form.is_mended(one, wish.reason, wish.column)]
    return Mended(
        results=Counter(str(one.result) for one in mended),
        unfit=len(unfit),
        last=rows[-1].number if rows else 0,
        refusal=unfit[0].refusals[0] if unfit else None,
    )


def _keep(
    tx: Session,
    run: Run,
    mended: Sequence[tuple[ImportRow, Said, Judged]],
    *,
    laid: LaidDown,
    by: str,
    at: datetime,
) -> None:
    store.insert_mendings(
        tx,
        [
            {
                "run_id": run.id,
                "row_number": row.number,
                "number": row.mended_count + 1,
                "cells": orjson.dumps(dict(said.cells)).decode(),
                "asset_class": said.asset_class,
                "reason": row.reason,
                "mended_by": by,
                "mended_at": at,
            }
            for row, said, _ in mended
        ],
    )
    for row, _, judged in mended:
        told = report.told(judged, run.mapping)
        store.update_row(tx, row, **vars(told), **imports.outcome(judged, laid))
