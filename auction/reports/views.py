"""The auditor's pages: exports, the check of a lot's chain, what ended rounds came to."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack

from flask import Blueprint, Response, abort, make_response, render_template, request

from auction.kernel.doors import OFFICERS, Role, Visitor
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.refusal import Refusal
from auction.kernel.web_views import refuse, this_world, visitor
from auction.reports import service, store
from auction.reports.export import CONTENT_TYPES, Form, Reason, format_rows, may_export
from auction.reports.filters import KINDS, NAMES, Filters, What, by_name, parse, wished
from auction.rounds import store as rounds_store

blueprint = Blueprint("reports", __name__)
# A slow reader holds a database connection; so many leave enough for everybody else.
EXPORTS_AT_ONCE_MAX = 4
# A chain of a hundred thousand bids is hashed for seconds, for anybody who asks.
CHECKS_AT_ONCE_MAX = 2
# A chain of more entries than this would take longer than a court sells.
ENTRY_DIGITS_MAX = 9
ENTRIES_AFTER = 10
exports = threading.BoundedSemaphore(EXPORTS_AT_ONCE_MAX)
_checks = threading.BoundedSemaphore(CHECKS_AT_ONCE_MAX)
MONEY_ROLES = frozenset({Role.AUDITOR, Role.FINANCE})
PUBLIC_ROLES = frozenset({Role.VISITOR, Role.BIDDER})


@blueprint.get("/audit/")
def index() -> Response:
    """Show the filters, the downloads they lead to, and the rounds that ended last."""
    given = {name: request.args.get(name, "") for name in NAMES}
    what = request.args.get("what", "")
    read = parse(What(what), given) if what in list(What) else ()
    with this_world().database.reading() as tx:
        shown: dict[str, object] = {
            "courts": store.court_names(tx),
            "statements": store.closed_rounds(tx, court_id=_court(visitor()), limit=PAGE_ROWS_MAX),
        }
    found = read if isinstance(read, tuple) else ()
    ready, sees_money = isinstance(read, Filters), visitor().role in MONEY_ROLES
    shown |= {"given": given, "wished": wished(given), "what": what, "kinds": KINDS}
    shown |= {"refusals_found": found, "errors": by_name(found), "ready": ready}
    html = render_template("reports/index.html", sees_money=sees_money, **shown)
    return make_response(html, 422 if found else 200)


@blueprint.get("/audit/lots/<lot_id>")
def lot(lot_id: str) -> str | Response:
    """Check the chain of one lot and show its rounds and latest entries, or those around one of them."""
    place = take_place(_checks)
    if place is None:
        return refuse(Refusal(Reason.CHECKS_BUSY, ""), 429)
    with place, this_world().database.reading() as tx:
        found = service.check_lot(tx, lot_id) or abort(404)
        rounds = rounds_store.rounds_of_lots(tx, [lot_id])[lot_id]
        entries = store.entries_of(tx, lot_id, up_to=_up_to(request.args.get("entry", "")))
    return render_template("reports/lot.html", check=found, lot_id=lot_id, rounds=rounds, entries=entries)


@blueprint.get("/audit/export/<what>.<form>")
def export(what: str, form: str) -> Response:
    """Stream entries, bids or transfers that pass the filters."""
    if what not in list(What) or form not in list(Form):
        abort(404)
    if refusal := may_export(What(what), visitor().role):
        return refuse(refusal, 403)
    given = {name: value for name, value in request.args.items() if name != "language"}
    filters = parse(What(what), given)
    if not isinstance(filters, Filters):
        return refuse(filters[0], 422)
    place = take_place(exports)
    if place is None:
        return refuse(Refusal(Reason.EXPORTS_BUSY, ""), 429)
    return _file(What(what), Form(form), filters, place)


def _file(what: What, form: Form, filters: Filters, place: ExitStack) -> Response:
    with place:
        _record(visitor(), what, form, filters)
        kept = place.pop_all()
    answer = Response(_stream(what, form, filters, kept), content_type=CONTENT_TYPES[form])
    answer.call_on_close(kept.close)
    answer.headers["Content-Disposition"] = f'attachment; filename="{what}.{form}"'
    return answer


def take_place(places: threading.BoundedSemaphore) -> ExitStack | None:
    """Take one of the places, given back when the stack closes; nothing when all are taken."""
    if not places.acquire(blocking=False):
        return None
    place = ExitStack()
    place.callback(places.release)
    return place


def _record(who: Visitor, what: What, form: Form, filters: Filters) -> None:
    if who.role in PUBLIC_ROLES:
        return
    at = this_world().clock.now()
    with this_world().database.transaction() as tx:
        service.record_export(tx, by=who, what=what, form=form, filters=filters, at=at)


def _stream(what: What, form: Form, filters: Filters, place: ExitStack) -> Iterator[bytes]:
    database = this_world().database
    court_id = _court(visitor()) if what is What.TRANSFERS else None

    def chunks() -> Iterator[bytes]:
        # The place is free when the last byte left, or when the reader went away.
        with place, database.streaming() as tx:
            yield from format_rows(store.rows(tx, what, filters, court_id=court_id), what, form)

    return chunks()


def _up_to(text: str) -> int | None:
    """Return the last entry to show, a few after the one that is asked for; nothing shows the latest."""
    is_number = text.isascii() and text.isdigit() and len(text) <= ENTRY_DIGITS_MAX
    return int(text) + ENTRIES_AFTER if is_number else None


def _court(who: Visitor) -> str | None:
    return who.court_id if who.role in OFFICERS else None
