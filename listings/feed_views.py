"""Answers with the feed of a search, in the language of its reader, addressed as the platform is known."""

from __future__ import annotations

from collections.abc import Sequence

from flask import make_response, request
from flask_babel import get_locale, gettext
from werkzeug.wrappers import Response

from auction.kernel.web_views import show_instant, show_money
from auction.people.mail_views import outside_address_of
from listings import words
from listings.catalogue.choices import Asked
from listings.catalogue.feed import Entry, Head, compose
from listings.listing import Line

# A reader that asks every minute gets what was written a minute ago.
KEPT_S = 60


def feed_of(lines: Sequence[Line], asked: Asked, said: Sequence[str]) -> Response:
    """Return the feed; nothing when the reader has it already."""
    entries = [_entry(line) for line in lines]
    response = make_response(compose(_head(asked, said), entries))
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.add_etag()
    return response.make_conditional(request)


def _head(asked: Asked, said: Sequence[str]) -> Head:
    kept = {name: values for name, values in asked.items() if name not in ("page", "sort")}
    title = gettext("New lots: %(search)s", search=", ".join(said)) if said else gettext("New lots")
    return Head(
        title=title,
        author=gettext("Judicial auction"),
        language=str(get_locale()).replace("_", "-"),
        feed_address=outside_address_of("listings.feed", **kept),
        page_address=outside_address_of("listings.index", **kept),
    )


def _entry(line: Line) -> Entry:
    facts = (
        gettext(words.CLASSES[line.asset_class]),
        gettext(words.KINDS[line.kind]),
        line.place,
        line.court_name,
        gettext("Starting price %(amount)s", amount=show_money(line.starting_price)),
        gettext("Bidding opens %(time)s", time=show_instant(line.opens_at, line.time_zone).striptags()),
    )
    return Entry(
        lot_id=line.lot_id,
        title=line.title,
        language=line.language,
        summary=" · ".join(fact for fact in facts if fact),
        address=outside_address_of("listings.lot", lot_id=line.lot_id),
        published_at=line.published_at,
    )
