"""The public pages: the list of sales, a lot with its notices, photos and documents."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, Response, abort, make_response, render_template, request, send_file
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from auction.due import store as due
from auction.enrolment.prompts import PROMPTS
from auction.kernel.limits import PAGE_ROWS_MAX
from auction.kernel.web_views import this_world, visitor
from listings import notice as notices
from listings import store, words
from listings.catalogue import store as catalogue
from listings.catalogue.choices import CHOICES_SHOWN, choices_of, without
from listings.correction import changes
from listings.due.agenda import DUE_TOOLS, public_clocks
from listings.feed_views import feed_of
from listings.filter_views import filters_in_words
from listings.listing import PAGES_MAX, Sort, read_asked, read_wish, status_of
from listings.page_views import page_tools
from listings.public import names
from listings.public import service as lots
from listings.reminders import words as reminder_words
from listings.reminders.reminder import offered
from listings.uploads import store as files
from listings.uploads.store import Shown

blueprint = Blueprint("listings", __name__)
blueprint.context_processor(page_tools)

SIZES = ("thumb", "large")


@blueprint.get("/lots")
def index() -> Response:
    """Show the published lots that the visitor asks for, and what else there is to choose."""
    asked = read_asked(request.args.to_dict(flat=False))
    wish, errors = read_wish(asked)
    with this_world().database.reading() as tx:
        # What is unreadable is not looked for; the choices beside it still say what they would leave.
        lines, tally = catalogue.search(tx, wish) if not errors else ([], catalogue.tally(tx, wish))
        facets = choices_of(tally, wish.chosen)
        court_names = catalogue.court_names(tx, {choice.value for choice in facets["court"]})
    page = render_template(
        "listings/index.html", lines=lines, tally=tally, facets=facets, court_names=court_names, wish=wish,
        asked=asked, errors=errors, filters=filters_in_words(asked, court_names), without=without,
        words=words, choices_shown=CHOICES_SHOWN, pages=min(-(-tally.count // PAGE_ROWS_MAX), PAGES_MAX),
    )  # fmt: skip
    return make_response(page, 422 if errors else 200)


@blueprint.get("/lots.atom")
def feed() -> AnyResponse:
    """Serve the newest lots of a search as a feed; a reader who has them is told so."""
    asked = read_asked(request.args.to_dict(flat=False))
    wish, errors = read_wish(asked)
    if errors:
        abort(422)
    with this_world().database.reading() as tx:
        lines = catalogue.find(tx, replace(wish, sort=Sort.NEWEST, page=1))
        court_names = catalogue.court_names(tx, asked.get("court", ()))
    return feed_of(lines, asked, [said for _name, _value, said in filters_in_words(asked, court_names)])


@blueprint.get("/lots/<lot_id>")
def lot(lot_id: str) -> str:
    """Show a published lot: what is sold, on which terms, how it stands, and how it came to that."""
    at = this_world().clock.now()
    with this_world().database.reading() as tx:
        page = lots.lot_page(tx, lot_id, account_id=visitor().account_id) or abort(404)
        lines = due.lines_of_lots(tx, [lot_id])
    return render_template(
        "listings/lot.html", page=page, status_of=status_of, words=words, names=names,
        offered=offered(page.current.board, at), reminder_words=reminder_words, prompts=PROMPTS, at=at,
        clocks=public_clocks(lines, round_id=page.current.round_id, at=at), due=DUE_TOOLS,
    )  # fmt: skip


@blueprint.get("/lots/<lot_id>/notices/<int:version>")
def notice(lot_id: str, version: int) -> str:
    """Show one version of a notice, and what it says differently from the one before."""
    with this_world().database.reading() as tx:
        versions = {row.version: row for row in store.notices_of(tx, lot_id)}
    row = versions.get(version) or abort(404)
    paper, before = notices.parse(row.body), versions.get(version - 1)
    changed = changes(notices.parse(before.body), paper) if row.purpose == "CORRECTION" and before else ()
    return render_template(
        "listings/notice.html", row=row, paper=paper, changed=changed, newest=max(versions), words=words
    )


@blueprint.get("/photos/<photo_id>/<size>.webp")
def photo(photo_id: str, size: str) -> AnyResponse:
    """Serve a photo; one that no notice has shown yet, to its court only."""
    if size not in SIZES:
        abort(404)
    shown = _shown(lambda tx: files.photo(tx, photo_id, size))
    response = make_response(shown.body)
    response.mimetype = shown.media_type
    return _guarded(response, shown)


@blueprint.get("/documents/<document_id>")
def document(document_id: str) -> AnyResponse:
    """Serve a document as a download; one that no notice has named yet, to its court only."""
    shown = _shown(lambda tx: files.document(tx, document_id))
    response = send_file(
        io.BytesIO(shown.body), mimetype=shown.media_type, as_attachment=True,
        download_name=f"{shown.title.replace('/', ' ')}.pdf",
    )  # fmt: skip
    return _guarded(response, shown)


def _shown(find: Callable[[Session], Shown | None]) -> Shown:
    with this_world().database.reading() as tx:
        shown = find(tx)
    if shown is None or (shown.published_at is None and shown.court_id != visitor().court_id):
        abort(404)
    return shown


def _guarded(response: Response, shown: Shown) -> AnyResponse:
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    kept = "public, max-age=31536000, immutable" if shown.published_at else "no-store"
    response.headers["Cache-Control"] = kept
    response.set_etag(shown.hash)
    return response.make_conditional(request)
