"""The reports of imports: which rows became drafts, which break rules, which were refused and why."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Blueprint, Response, abort, render_template, request, stream_with_context
from sqlalchemy.orm import Session

from auction.cases import store as cases
from auction.kernel.doors import Role
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.web_views import refusal_words, this_world, visitor
from listings.imports import report as pages
from listings.imports import store
from listings.imports.store import RowsWish
from listings.imports.tables import ImportRow, ImportRun
from listings.imports.words import NAMES
from listings.violation import parse_violations

blueprint = Blueprint("imports", __name__)

PAGES_MAX = 100_000
# Rows of one read while a report is written out.
EXPORT_ROWS = 1_000


@blueprint.get("/court/imports")
def index() -> str:
    """Show the newest imports that hold rows of the visitor's court; an operator sees all."""
    with this_world().database.reading() as tx:
        runs = store.runs(tx, _court_name(tx))
    return render_template("imports/index.html", runs=runs)


@blueprint.get("/court/imports/<run_id>")
def report(run_id: str) -> str:
    """Show what became of the rows of one import."""
    page = min(max(request.args.get("page", 1, type=int), 1), PAGES_MAX)
    with this_world().database.reading() as tx:
        run, whole = _own_run(tx, run_id)
        result, reason = request.args.get("result", ""), request.args.get("reason", "")
        wish = RowsWish(run.id, whole.court_name, result, reason)
        sums, shown = store.sums(tx, whole), store.sums(tx, wish)
        rows = [(row, parse_violations(row.refusals)) for row in store.rows(tx, wish, page=page)]
    more = page * PAGE_ROWS_MAX < shown.total
    told = {"run": run, "sums": sums, "shown": shown, "rows": rows, "wish": wish}
    return render_template("imports/report.html", **told, names=NAMES, page=page, more=more)


@blueprint.get("/court/imports/<run_id>.csv")
def report_csv(run_id: str) -> Response:
    """Give the whole report as CSV, one line for each row."""
    with this_world().database.reading() as tx:
        run, wish = _own_run(tx, run_id)
    response = Response(stream_with_context(_lines(wish)), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename=import-{run.id}.csv"
    return response


def _lines(wish: RowsWish) -> Iterator[str]:
    yield pages.BOM + pages.format_line(pages.COLUMNS)
    after = 0
    while True:
        with this_world().database.reading() as tx:
            rows = store.rows(tx, wish, after=after, rows_max=EXPORT_ROWS)
        yield "".join(_line(row) for row in rows)
        if len(rows) < EXPORT_ROWS:
            return
        after = rows[-1].number


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


def _own_run(tx: Session, run_id: str) -> tuple[ImportRun, RowsWish]:
    court_name = _court_name(tx)
    run = store.run(tx, run_id, court_name) or abort(404)
    return run, RowsWish(run.id, court_name)


def _court_name(tx: Session) -> str:
    if visitor().role is Role.OPERATOR:
        return ""
    court = cases.court(tx, visitor().court_id) or abort(404)
    return court.name
