"""The pages on which refused rows are mended: one row, or all that have the same fault."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext, ngettext
from sqlalchemy.exc import DataError, IntegrityError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from auction.kernel.ids import new_id
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from auction.people import service as people
from listings.imports import report, service
from listings.imports import store as imports_store
from listings.imports.mending import form as forms
from listings.imports.mending import service as mending
from listings.imports.mending import store
from listings.imports.mending.form import Change, Said
from listings.imports.mending.service import Mended
from listings.imports.reason import MendingReason, RowReason
from listings.imports.run_views import may_write, own_court, own_run
from listings.imports.service import Run
from listings.imports.store import RowsWish
from listings.imports.tables import ImportMending, ImportRow, ImportRun
from listings.imports.words import COLUMN_HINTS, COLUMN_NAMES, NAMES
from listings.violation import parse_violations
from listings.words import CLASSES

# Rows in one transaction: their locks are held for a tenth of a second.
CHUNK_ROWS = 100
# Rows of one act: a person waits for them, and bids go between its transactions.
TOGETHER_ROWS_MAX = 1_000
EXAMPLES_MAX = 5
UNSEEN = -1


@dataclass(frozen=True)
class _Desk:
    """A run as the visitor may work on it, and which of its rows they see."""

    begun: ImportRun
    run: Run
    whole: RowsWish


def row(run_id: str, row: int) -> Response:
    """Show one row: what the file says, what was written instead, and the form that mends it."""
    with this_world().database.reading() as tx:
        desk = _open(tx, run_id)
        found = store.row(tx, desk.whole, row) or abort(404)
        return _row_page(tx, desk, found, refusals=parse_violations(found.refusals))


def mend(run_id: str, row: int) -> Response:
    """Take one row in again as it is written now, and go on to the next."""
    with this_world().database.transaction() as tx:
        desk = _open(tx, run_id)
        found = store.lock_row(tx, desk.whole, row) or abort(404)
        said = forms.read_said(request.form, desk.run.mapping)
        refusals = _mend_alone(tx, desk, found, said)
        if refusals:
            return _row_page(tx, desk, found, refusals=refusals, said=said)
        following = store.next_number(tx, _refused(desk), row)
        mended = store.lock_row(tx, desk.whole, row) or abort(404)
    flash(_mended_words(mended))
    return _go_on(run_id, following)


def together(run_id: str) -> Response:
    """Show the rows that have one fault, and what a change would do to them."""
    with this_world().database.reading() as tx:
        return _together_page(tx, _open(tx, run_id), request.args)


def mend_all(run_id: str) -> Response:
    """Write one change into all rows that have one fault."""
    done = _mend_in_chunks(run_id)
    if not done.touched:
        with this_world().database.reading() as tx:
            return _together_page(tx, _open(tx, run_id), request.form, _why_nothing(done))
    count = done.touched
    flash(ngettext("%(count)s row was mended.", "%(count)s rows were mended.", count, count=count))
    return redirect(url_for("imports.report", run_id=run_id), 303)


def _mended_words(row: ImportRow) -> str:
    if not row.is_known:
        return str(gettext("Row %(number)s is a draft now.", number=row.number))
    said = gettext(
        "Row %(number)s is a lot that was taken in before. That lot stays as it is: what you wrote here "
        "does not stand in it.",
        number=row.number,
    )
    return str(said)


def _open(tx: Session, run_id: str) -> _Desk:
    begun, whole = own_run(tx, run_id)
    court = own_court(tx)
    run = service.open_run(tx, begun, make_id=new_id, own_court=court.name if court else "")
    return _Desk(begun, run, whole)


def _refused(desk: _Desk) -> RowsWish:
    """Return the rows that are still to be mended, of the reason that somebody goes through."""
    return replace(desk.whole, result="REFUSED", reason=request.args.get("reason", ""))


def _mend_alone(tx: Session, desk: _Desk, row: ImportRow, said: Said) -> tuple[Refusal, ...]:
    seen: int = request.form.get("seen", UNSEEN, type=int)
    by, at = visitor().account_id, this_world().clock.now()
    try:
        with tx.begin_nested():
            return mending.mend(tx, run=desk.run, row=row, said=said, seen=seen, by=by, at=at)
    except (DataError, IntegrityError):
        return (Refusal(RowReason.NOT_STORED, ""),)


def _go_on(run_id: str, following: int | None) -> Response:
    if following is None:
        return redirect(url_for("imports.report", run_id=run_id), 303)
    reason = request.args.get("reason") or None
    return redirect(url_for("imports.row", run_id=run_id, row=following, reason=reason, _anchor="mend"), 303)


def _row_page(
    tx: Session, desk: _Desk, row: ImportRow, *, refusals: tuple[Refusal, ...], said: Said | None = None
) -> Response:
    page = render_template(
        "imports/row.html",
        run=desk.begun,
        mapping=desk.run.mapping,
        row=row,
        said=said or store.said_now(tx, [row])[row.number],
        file=forms.cells_of(row.cells),
        history=_history(tx, row),
        refusals_now=refusals,
        wrong=report.wrong_columns(refusals),
        following=store.next_number(tx, _refused(desk), row.number),
        reason=request.args.get("reason", ""),
        **_names(),
    )
    is_new = said is not None
    is_open = not any(refusal.reason in set(MendingReason) for refusal in refusals)
    return make_response(page, (422 if is_open else 409) if is_new else 200)


def _history(tx: Session, row: ImportRow) -> list[tuple[ImportMending, dict[str, str], str]]:
    """Return what was written instead of the row, each time with its author's address."""
    mendings = store.mendings_of(tx, row.run_id, row.number)
    authors = {mending.mended_by: people.email_of(tx, mending.mended_by) for mending in mendings}
    return [(each, forms.cells_of(each.cells), authors[each.mended_by]) for each in mendings]


def _together_page(
    tx: Session, desk: _Desk, asked: Mapping[str, str], refusal: Refusal | None = None
) -> Response:
    wish, change = _fault_of(asked, desk.whole)
    is_asked = "written" in asked or "asset_class" in asked
    plan = mending.preview(tx, run=desk.run, wish=wish, change=change, rows_max=TOGETHER_ROWS_MAX)
    page = render_template(
        "imports/together.html",
        run=desk.begun,
        wish=wish,
        change=change,
        plan=plan if is_asked else None,
        row_count=store.count(tx, wish),
        rows_max=TOGETHER_ROWS_MAX,
        examples=imports_store.rows(tx, wish, rows_max=EXAMPLES_MAX),
        refusal=refusal,
        is_class=wish.reason == RowReason.TYPE_UNKNOWN,
        **_names(),
    )
    return make_response(page, 422 if refusal else 200)


def _mend_in_chunks(run_id: str) -> Mended:
    results, after, refusal = Counter[str](), 0, None
    for _ in range(TOGETHER_ROWS_MAX // CHUNK_ROWS):
        done = _mend_chunk(run_id, after)
        results, after, refusal = results + done.results, done.last, refusal or done.refusal
        if not after:
            break
    return Mended(results, 0, after, refusal)


def _mend_chunk(run_id: str, after: int) -> Mended:
    by, at = visitor().account_id, this_world().clock.now()
    try:
        with this_world().database.transaction() as tx:
            desk = _open(tx, run_id)
            wish, change = _fault_of(request.form, desk.whole)
            if not forms.can_be_mended_together(wish.reason, wish.column, desk.run.mapping):
                return Mended(Counter(), 0)
            return mending.mend_all(
                tx, run=desk.run, wish=wish, change=change, after=after, rows_max=CHUNK_ROWS, by=by, at=at
            )
    except (DataError, IntegrityError):
        return Mended(Counter(), 0, 0, Refusal(RowReason.NOT_STORED, ""))


def _why_nothing(done: Mended) -> Refusal:
    return done.refusal or Refusal(MendingReason.NOBODY_MENDED, "")


def _fault_of(asked: Mapping[str, str], whole: RowsWish) -> tuple[RowsWish, Change]:
    """Return the rows that have the fault, and what is to be written into them."""
    column = asked.get("column", "")
    wish = replace(
        whole,
        result="REFUSED",
        # An empty reason or column would mean any, and no fault is any.
        reason=asked.get("reason") or "-",
        column=column or "-",
        text=asked.get("given", ""),
    )
    return wish, forms.read_change(asked, column)


def _names() -> dict[str, object]:
    return {
        "names": NAMES,
        "column_names": COLUMN_NAMES,
        "column_hints": COLUMN_HINTS,
        "classes": CLASSES,
        "may_write": may_write(),
    }
