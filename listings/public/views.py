"""The public pages beside the list: courts, ended sales, and what one takes home from a lot."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Response, abort, make_response, render_template, request
from flask_babel import gettext

from auction.cases import store as cases
from auction.kernel.web_views import this_world
from auction.people.mail_views import outside_address_of
from auction.rounds import store as rounds
from auction.rounds.lifecycle import State
from auction.rounds.standing import RoundView
from listings import store as desk
from listings import words
from listings.catalogue import store as catalogue
from listings.listing import PAGES_MAX, Status
from listings.listing import Wish as ListWish
from listings.page_views import asked, page_tools
from listings.public import calendar as calendars
from listings.public import dates, qr as codes, store
from listings.public.calendar import CalendarEntry, Sheet
from listings.public.closed import ASKED, ROWS_MAX, Wish, months_until, read_closed
from listings.store import NoticeRow

blueprint = Blueprint("public", __name__)
blueprint.context_processor(page_tools)

# A code and a calendar change with the notice; a day is soon enough for a forgotten copy of a code.
QR_KEPT_S = 86_400


@blueprint.get("/closed")
def closed() -> str:
    """Show the ended sales that the visitor asks for, the latest first, and their figures."""
    wish = read_closed(request.args)
    with this_world().database.reading() as tx:
        courts = cases.courts(tx)
        zones = {court.time_zone for court in courts}
        lines, figures = store.ended(tx, wish, zones), store.figures(tx, wish, zones)
    return render_template(
        "public/closed.html", wish=wish, lines=lines[:ROWS_MAX], more=len(lines) > ROWS_MAX, courts=courts,
        figures=figures, months=months_until(this_world().clock.now()), asked=asked(ASKED), words=words,
        pages_max=PAGES_MAX,
    )  # fmt: skip


@blueprint.get("/courts")
def courts() -> str:
    """Show the courts that sell here."""
    with this_world().database.reading() as tx:
        found = store.courts(tx)
    return render_template("public/courts.html", courts=found, words=words)


@blueprint.get("/courts/<court_id>")
def court(court_id: str) -> str:
    """Show one court: how to reach it, what it sells and what it sold."""
    with this_world().database.reading() as tx:
        found = cases.court(tx, court_id) or abort(404)
        lines = {
            status: catalogue.find(tx, ListWish(court_id=court_id, status=status))
            for status in (Status.OPEN, Status.UPCOMING)
        }
        wish = Wish(court_id=court_id)
        results, figures = store.ended(tx, wish, ()), store.figures(tx, wish, ())
    return render_template(
        "public/court.html", court=found, lines=lines, results=results, figures=figures, words=words,
        now=this_world().clock.now(),
    )  # fmt: skip
