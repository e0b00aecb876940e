"""The public pages beside the list: courts, ended sales, and what one takes home from a lot."""

from __future__ import annotations

from datetime import date, timedelta
from urllib.parse import urlsplit

from babel.dates import format_skeleton
from babel.numbers import get_currency_name
from flask import Blueprint, Response, abort, make_response, render_template, request
from flask_babel import get_locale, gettext

from auction.cases import store as cases
from auction.due import store as due
from auction.due import words as due_words
from auction.kernel.web_views import show_span, this_world
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
from listings.public import qr as codes
from listings.public import store
from listings.public.calendar import CalendarEntry, Sheet
from listings.public.closed import ASKED, ROWS_MAX, Wish, months_until, read_closed
from listings.store import NoticeRow

blueprint = Blueprint("public", __name__)
blueprint.context_processor(page_tools)
blueprint.context_processor(lambda: {"lasted": _lasted, "currency_name": _currency_name})

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
        "public/closed.html", wish=wish, lines=lines[:ROWS_MAX], more=len(lines) > ROWS_MAX,
        courts=[(court.id, court.name) for court in courts], figures=figures, months=_months(),
        asked=asked(ASKED), words=words, pages_max=PAGES_MAX,
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
            status: catalogue.find(tx, ListWish(chosen={"court": (court_id,), "status": (status,)}))
            for status in (Status.OPEN, Status.UPCOMING)
        }
        wish = Wish(court_id=court_id)
        results, figures = store.ended(tx, wish, ()), store.figures(tx, wish, ())
        now = this_world().clock.now()
        due_counts = sorted(due.counts(tx, court_id, at=now, public_only=True))
    return render_template(
        "public/court.html", court=found, lines=lines, results=results, figures=figures, words=words,
        now=now, due_counts=due_counts, due_names=due_words.NAMES,
    )  # fmt: skip


@blueprint.get("/lots/<lot_id>/calendar.ics")
def calendar(lot_id: str) -> Response:
    """Serve the dates of a lot's current round for a calendar."""
    with this_world().database.reading() as tx:
        newest = desk.newest_notice(tx, lot_id) or abort(404)
        view = rounds.read_round(tx, newest.round_id) or abort(404)
    written = calendars.compose(_sheet(view, newest), _entries(view))
    response = make_response(written)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{lot_id}.ics"'
    return response


@blueprint.get("/lots/<lot_id>/qr.svg")
def qr(lot_id: str) -> Response:
    """Serve the address of a published lot as a QR code."""
    with this_world().database.reading() as tx:
        catalogue.is_listed(tx, lot_id) or abort(404)
    response = make_response(codes.svg(outside_address_of("listings.lot", lot_id=lot_id)))
    response.mimetype = "image/svg+xml"
    response.headers["Cache-Control"] = f"public, max-age={QR_KEPT_S}"
    return response


def _months() -> list[tuple[str, str]]:
    """Return the months that are offered, by what they are called in the language of the page."""
    months = months_until(this_world().clock.now())
    named = {month: date.fromisoformat(f"{month}-01") for month in months}
    return [(month, format_skeleton("yMMMM", day, locale=get_locale())) for month, day in named.items()]


def _lasted(duration: timedelta) -> str:
    """Say how long a round took, in whole hours, or minutes when it was less than one."""
    hours, minutes = divmod(round(duration.total_seconds() / 60), 60)
    unit, count = ("minute", minutes) if not hours else ("hour", hours)
    return show_span(count, unit)


def _currency_name(currency: str) -> str:
    words: str = get_currency_name(currency, locale=get_locale())
    return words


def _sheet(view: RoundView, newest: NoticeRow) -> Sheet:
    return Sheet(
        round_id=view.round_id,
        host=urlsplit(this_world().settings.public_url).hostname or "",
        address=outside_address_of("listings.lot", lot_id=view.lot_id),
        place=view.snapshot["place"],
        version=newest.version + view.board.version,
        published_at=newest.published_at,
        is_withdrawn=view.board.state is State.WITHDRAWN,
        is_stopped=view.board.state is State.SUSPENDED,
    )


def _entries(view: RoundView) -> tuple[CalendarEntry, ...]:
    title, terms = view.snapshot["title"], view.terms
    from_court = f"{view.snapshot['court_name']}, {view.snapshot['case_number']}"
    extended = gettext(
        "A bid in the last %(minutes)s minutes moves the end; the lot's page says the time that counts.",
        minutes=terms.extension_window // timedelta(minutes=1),
    )
    viewing = gettext("Its notice says whether and when the lot can be viewed.")
    return (
        CalendarEntry(
            "opens", view.board.opens_at, gettext("Bidding opens: %(title)s", title=title),
            f"{from_court}\n{viewing}", (timedelta(days=1), timedelta(hours=1)),
        ),
        CalendarEntry(
            "closes", view.board.closes_at, gettext("Bidding closes: %(title)s", title=title),
            f"{from_court}\n{extended}", (timedelta(days=1), timedelta(hours=1), timedelta(minutes=15)),
        ),
        CalendarEntry(
            "balance", terms.balance_due_at, gettext("Balance due from the buyer: %(title)s", title=title),
            from_court, (timedelta(days=3), timedelta(days=1)),
        ),
    )  # fmt: skip
