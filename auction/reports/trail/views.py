"""The public page of a lot's money, and the same as a file."""

from __future__ import annotations

import threading

from flask import Blueprint, Response, abort, render_template, request

from auction.kernel.refusal import Refusal
from auction.kernel.web_views import refuse, this_world
from auction.reports.export import Reason as ExportReason
from auction.reports.money.names import KINDS, PURPOSES
from auction.reports.trail import service
from auction.reports.trail.document import CONTENT_TYPES, Form, format_trail
from auction.reports.trail.page import TrailPage
from auction.reports.views import take_place

blueprint = Blueprint("trail", __name__)
_PAGE_DIGITS_MAX = 4
# All lines of a large lot are added up for half a second, for anybody who asks.
TRAILS_AT_ONCE_MAX = 4
trails = threading.BoundedSemaphore(TRAILS_AT_ONCE_MAX)


@blueprint.get("/lots/<lot_id>/money")
def show(lot_id: str) -> str | Response:
    """Show where all money of a lot came from and went, by code, with the proof over it."""
    found = _found(lot_id)
    if isinstance(found, Refusal):
        return refuse(found, 429)
    at, page = this_world().clock.now(), _page_of(request.args.get("page", ""), found.pages)
    return render_template(
        "reports/trail.html", found=found, page=page, at=at, purposes=PURPOSES, kinds=KINDS
    )


@blueprint.get("/lots/<lot_id>/money.<form>")
def take_out(lot_id: str, form: str) -> Response:
    """Give the money of a lot as JSON or CSV."""
    if form not in list(Form):
        abort(404)
    at, found = this_world().clock.now(), _found(lot_id)
    if isinstance(found, Refusal):
        return refuse(found, 429)
    answer = Response(format_trail(found, Form(form), at=at), content_type=CONTENT_TYPES[Form(form)])
    answer.headers["Content-Disposition"] = f'attachment; filename="money-{lot_id}.{form}"'
    return answer


def _found(lot_id: str) -> TrailPage | Refusal:
    place = take_place(trails)
    if place is None:
        return Refusal(ExportReason.EXPORTS_BUSY, "")
    with place, this_world().database.reading() as tx:
        return service.trail_page(tx, lot_id) or abort(404)


def _page_of(text: str, pages: int) -> int:
    is_number = text.isascii() and text.isdigit() and len(text) <= _PAGE_DIGITS_MAX
    return min(max(int(text), 1), pages) if is_number else 1
