"""The statements of a court's bank: the upload, and what came of each."""

from __future__ import annotations

from flask import Response, abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import this_world, visitor
from auction.payments.bank import store as accounts
from auction.payments.bank.account_views import own_court
from auction.payments.bank.csv_statement import COLUMNS
from auction.payments.bank.csv_statement import template as template_of
from auction.payments.bank.placing import GATEWAY
from auction.payments.bank.statement import LINES_MAX, STATEMENT_BYTES_MAX
from auction.payments.bank.statements import fate, file, service, store
from auction.payments.bank.statements.service import Upload
from auction.people.names_views import note_names
from auction.people.vault import vault_of

FILE_NAME = "statement.csv"


def statements() -> Response:
    """Show the statements that were taken in, and the form for the next."""
    with this_world().database.reading() as tx:
        return _page(tx)


def template() -> Response:
    """Give the table that a court fills in where its bank has no camt.053."""
    response = Response(template_of(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={FILE_NAME}"
    return response


def upload() -> AnyResponse:
    """Take a file of the bank in whole, or say what is wrong with it and where."""
    at, body = this_world().clock.now(), _body()
    found = file.read_file(body)
    with this_world().database.transaction() as tx:
        court = own_court(tx)
        sent = Upload(found, file.digest_of(body), court.id, court.time_zone, visitor().account_id)
        taken = service.take_file(tx, sent, vault=vault_of(this_world().settings), at=at)
        if isinstance(taken, Refusal):
            return _page(tx, taken)
    flash(gettext("The file was taken in whole. What stood in an earlier file counts once."))
    return redirect(url_for("bank.statement", statement_id=taken[-1]), 303)


def statement(statement_id: str) -> str:
    """Show what came of a statement, line by line."""
    after = request.args.get("after", 0, type=int)
    with this_world().database.transaction() as tx:
        court = own_court(tx)
        taken = store.statement(tx, court.id, statement_id) or abort(404)
        rows = store.lines_of(tx, taken.id, after=max(0, min(after, 2 * LINES_MAX)), limit=PAGE_ROWS_MAX + 1)
        vault = vault_of(this_world().settings)
        lines = [(row.number, service.open_line(row, vault)) for row in rows[:PAGE_ROWS_MAX]]
        fates = store.fates(tx, {f"{GATEWAY}_{row.id}" for row in rows})
        places = store.places_of(tx, taken.id)
        note_names(tx, subject=taken.id, shown=[line.id for _, line in lines if line.tells_who])
    return render_template(
        "payments/bank/statement.html", court=court, taken=taken, lines=lines, places=places, fate=fate,
        fates=fates, after=rows[PAGE_ROWS_MAX - 1].number if len(rows) > PAGE_ROWS_MAX else None,
    )  # fmt: skip


def _body() -> bytes:
    given = request.files.get("statement")
    # One byte more than the limit is enough to know that it is passed.
    return given.stream.read(STATEMENT_BYTES_MAX + 1) if given else b""


def _page(tx: Session, refusal: Refusal | None = None) -> Response:
    court = own_court(tx)
    page = render_template(
        "payments/bank/statements.html", court=court, account=accounts.account_of(tx, court.id),
        statements=store.statements(tx, court.id, limit=PAGE_ROWS_MAX), refusal=refusal, columns=COLUMNS,
        megabytes_max=STATEMENT_BYTES_MAX // 1024**2,
    )  # fmt: skip
    return make_response(page, 422 if refusal else 200)
