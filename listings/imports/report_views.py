"""The report of an import: what became of the rows, as a page and as files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from flask import Response, render_template, request, stream_with_context
from sqlalchemy.orm import Session

from auction.kernel.ids import new_id
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.web_views import refusal_words, this_world
from listings.imports import report as pages
from listings.imports import service, store
from listings.imports.mapping import SourceMapping
from listings.imports.mending import store as mending
from listings.imports.mending.form import Said, can_be_mended_together
from listings.imports.run_views import may_write, own_run, page_number
from listings.imports.store import RowsWish
from listings.imports.tables import ImportRow, ImportRun
from listings.imports.words import COLUMN_NAMES, MAPPING_NAMES, NAMES
from listings.violation import parse_violations

PAGES_MAX = 100_000
# Rows of one read while a report is written out.
EXPORT_ROWS = 1_000


def report(run_id: str) -> str:
    """Show how far an import came, and what became of its rows."""
    page = page_number(PAGES_MAX)
    with this_world().database.reading() as tx:
        run, whole = own_run(tx, run_id)
        wish = replace(whole, result=request.args.get("result", ""), reason=request.args.get("reason", ""))
        told = {**_whole(tx, run, whole), **_rows(tx, wish, page)}
    return render_template("imports/report.html", run=run, wish=wish, page=page, **told, **_names())


def report_csv(run_id: str) -> Response:
    """Give the whole report as CSV, one line for each row."""
    with this_world().database.reading() as tx:
        run, wish = own_run(tx, run_id)
    return _file(_report_lines(wish), f"import-{run.id}.csv")


def refused_csv(run_id: str) -> Response:
    """Give the rows that are still refused, to be mended in a spreadsheet and uploaded again."""
    with this_world().database.reading() as tx:
        run, wish = own_run(tx, run_id)
        mapping = service.open_run(tx, run, make_id=new_id).mapping
    lines = _refused_lines(replace(wish, result="REFUSED"), mapping)
    return _file(lines, f"import-{run.id}-refused.csv")


def _whole(tx: Session, run: ImportRun, whole: RowsWish) -> dict[str, object]:
    """Return what became of all rows, and what can be mended."""
    mapping = service.open_run(tx, run, make_id=new_id).mapping
    faults = store.faults(tx, whole)
    return {
        "sums": store.sums(tx, whole),
        "faults": [f for f in faults if can_be_mended_together(f.reason, f.column, mapping)],
        "first": mending.next_number(tx, replace(whole, result="REFUSED"), 0),
        "earlier": store.same_file(tx, run) if run.state == "HELD" else None,
    }


def _rows(tx: Session, wish: RowsWish, page: int) -> dict[str, object]:
    """Return one page of the rows that are asked for."""
    shown = sum(store.counts(tx, wish).values())
    rows = [(row, parse_violations(row.refusals)) for row in store.rows(tx, wish, page=page)]
    return {"shown": shown, "rows": rows, "more": page * PAGE_ROWS_MAX < shown}


def _names() -> dict[str, object]:
    return {
        "names": NAMES,
        "column_names": COLUMN_NAMES,
        "mapping_names": MAPPING_NAMES,
        "may_write": may_write(),
        "place_in_draft": pages.place_in_draft,
    }


def _file(lines: Iterator[str], name: str) -> Response:
    response = Response(stream_with_context(lines), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response


def _report_lines(wish: RowsWish) -> Iterator[str]:
    yield pages.BOM + pages.format_line(pages.COLUMNS)
    for rows, _ in _pages_of(wish):
        yield "".join(_line(row) for row in rows)


def _refused_lines(wish: RowsWish, mapping: SourceMapping) -> Iterator[str]:
    yield pages.BOM + pages.format_line((*mapping.columns, *pages.REFUSED_COLUMNS))
    for rows, said in _pages_of(wish):
        yield "".join(_refused_line(row, said[row.number], mapping) for row in rows)


def _pages_of(wish: RowsWish) -> Iterator[tuple[list[ImportRow], Mapping[int, Said]]]:
    after, is_more = 0, True
    while is_more:
        with this_world().database.reading() as tx:
            rows = store.rows(tx, wish, after=after, rows_max=EXPORT_ROWS)
            said = mending.said_now(tx, rows)
        # Whoever reads slowly holds neither a snapshot nor a connection meanwhile.
        yield rows, said
        is_more = len(rows) == EXPORT_ROWS
        after = rows[-1].number if rows else after


def _line(row: ImportRow) -> str:
    refusals = parse_violations(row.refusals)
    return pages.format_line(
        (
            row.number,
            row.line,
            row.court_name,
            row.case_number,
            row.title,
            row.result,
            " ".join(str(refusal.reason) for refusal in refusals),
            " ".join(refusal.rule for refusal in refusals if refusal.rule),
            " ".join(refusal_words(refusal) for refusal in refusals),
            "yes" if row.is_known else "no",
            row.lot_id or "",
        )
    )


def _refused_line(row: ImportRow, said: Said, mapping: SourceMapping) -> str:
    cells = [said.cells.get(column, "") for column in mapping.columns]
    words = " ".join(refusal_words(refusal) for refusal in parse_violations(row.refusals))
    return pages.format_line((*cells, row.number, words, row.line_text))
