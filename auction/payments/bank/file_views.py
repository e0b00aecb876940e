"""The payment files of a court: what is in each, what became of it, and its bytes."""

from __future__ import annotations

from flask import Response, abort, render_template

from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.money import Money
from auction.kernel.web_views import this_world, visitor
from auction.payments.bank import service, store
from auction.payments.bank.account_views import own_court
from auction.people.vault import vault_of


def files() -> str:
    """Show the files that were written, the newest first, and what waits for the next."""
    with this_world().database.reading() as tx:
        court = own_court(tx)
        found, waiting = store.files(tx, court.id, limit=PAGE_ROWS_MAX), store.waiting_sum(tx, court.id)
        account = store.account_of(tx, court.id)
    sums = [(count, Money(minor, currency)) for currency, (count, minor) in sorted(waiting.items())]
    return render_template(
        "payments/bank/files.html", court=court, files=found, waiting=sums, account=account
    )


def file(file_id: str) -> Response:
    """Give a file to be sent to the bank: the same bytes each time."""
    vault = vault_of(this_world().settings)
    with this_world().database.reading() as tx:
        body = service.file_body(tx, court_id=visitor().court_id, file_id=file_id, vault=vault)
    if body is None:
        abort(404)
    response = Response(body, mimetype="application/xml")
    response.headers["Content-Disposition"] = f"attachment; filename=payments-{file_id[-12:]}.xml"
    response.headers["Cache-Control"] = "no-store"
    return response
