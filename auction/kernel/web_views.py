"""What the pages of all rooms share: the world, the visitor, words, languages, headers, errors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_currency
from flask import Flask, Response, abort, current_app, g, make_response, render_template, request, url_for
from flask_babel import Babel, get_locale, gettext
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, ServiceUnavailable
from werkzeug.routing import BuildError, RequestRedirect

from auction.kernel.clock import ClockUnsure
from auction.kernel.doors import Role, Visitor
from auction.kernel.error_words import ERROR_WORDS, OTHER_ERROR, STALE_FORM
from auction.kernel.ids import new_id, new_token
from auction.kernel.limits import FORM_BYTES_MAX
from auction.kernel.money import Money, format_plain
from auction.kernel.refusal import Number, Refusal
from auction.kernel.world import World

LANGUAGES = {"en": "English", "zh_Hans_CN": "简体中文", "zh_Hant_TW": "繁體中文"}
_BROWSER_TAGS = {
    "en": "en",
    "zh": "zh_Hans_CN",
    "zh-cn": "zh_Hans_CN",
    "zh-sg": "zh_Hans_CN",
    "zh-hans": "zh_Hans_CN",
    "zh-tw": "zh_Hant_TW",
    "zh-hk": "zh_Hant_TW",
    "zh-mo": "zh_Hant_TW",
    "zh-hant": "zh_Hant_TW",
}
LANGUAGE_COOKIE = "language"
YEAR_S = 31_536_000
RETRY_AFTER_S = 3
_FORM_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


def this_world() -> World:
    """Return the world of the running application."""
    world: World = current_app.extensions["auction.world"]
    return world


def visitor() -> Visitor:
    """Return who came through the door; the guard has put it there."""
    found: Visitor = g.get("visitor", Visitor())
    return found


def attach(app: Flask, world: World, words: Mapping[str, str]) -> None:
    """Give an application its world, words, languages, headers and error pages."""
    app.extensions["auction.world"] = world
    app.extensions["auction.words"] = dict(words)
    Babel(app, locale_selector=choose_language, default_translation_directories="translations")
    app.before_request(_before)
    app.after_request(_after)
    app.register_error_handler(HTTPException, _on_http_error)
    for trouble in (OperationalError, PoolTimeout, ClockUnsure):
        app.register_error_handler(trouble, _on_busy)
    app.jinja_env.globals.update(
        refusal_words=refusal_words,
        languages=LANGUAGES,
        visitor=visitor,
        Role=Role,
        csp_nonce=csp_nonce,
        form_id=form_id,
        auction_now=world.clock.now,
        language=lambda: str(get_locale()),
        address_of=address_of,
        this_page_in=this_page_in,
    )
    app.jinja_env.filters.update(money=show_money, instant=show_instant, iso=show_iso)


def form_id() -> str:
    """Return the id that the page made for what its form adds: sent twice, it adds once."""
    made = request.form.get("once", "") if request.method == "POST" else ""
    return made if _FORM_ID.fullmatch(made) else new_id()


def csp_nonce() -> str:
    """Return the one word by which this answer's own scripts are known."""
    nonce: str = g.setdefault("csp_nonce", new_token())
    return nonce


def choose_language() -> str:
    """Return the language asked for by address, cookie or browser, in this order."""
    for wish in (request.args.get("language"), request.cookies.get(LANGUAGE_COOKIE)):
        if wish in LANGUAGES:
            return wish
    tags = (tag for tag, quality in request.accept_languages if quality > 0)
    return next((found for tag in tags if (found := _language_of(tag))), "en")


def _language_of(tag: str) -> str | None:
    # Most exact first, so that zh-Hant-HK is Traditional although plain zh is Simplified.
    parts = tag.lower().replace("_", "-").split("-")
    prefixes = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((_BROWSER_TAGS[prefix] for prefix in prefixes if prefix in _BROWSER_TAGS), None)


def address_of(endpoint: str, **values: Any) -> str:
    """Return the address of an endpoint, or nothing where this process does not open it."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return ""


def this_page_in(language: str) -> str:
    """Return the address of this page in a language; after a form without a page, of the first."""
    if request.method not in ("GET", "HEAD") and not _may_be_opened(request.path):
        return f"/?language={language}"
    wishes = {**request.args.to_dict(flat=False), "language": [language]}
    # One slash only: //elsewhere would be another host.
    return f"/{quote(request.path.lstrip('/'))}?{urlencode(wishes, doseq=True)}"


def _may_be_opened(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True


def show_money(money: Money) -> str:
    """Write an amount for people, in the language of the page."""
    amount = Decimal(format_plain(money))
    return format_currency(amount, money.currency, locale=get_locale())


def show_instant(at: datetime, time_zone: str = "UTC") -> Markup:
    """Write a time in the court's zone, which is shown, inside a ``<time>`` element."""
    local = at.astimezone(ZoneInfo(time_zone))
    words = format_datetime(local, "medium", locale=get_locale())
    zone = local.tzname() or time_zone
    return Markup('<time datetime="{}">{} ({})</time>').format(show_iso(at), words, zone)


def show_iso(at: datetime) -> str:
    """Write a time for machines."""
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def refusal_words(refusal: Refusal, time_zone: str = "UTC") -> str:
    """Say a refusal in the language of the page, with its numbers and its rule."""
    sentence = current_app.extensions["auction.words"][str(refusal.reason)]
    numbers = {name: _show_number(value, time_zone) for name, value in refusal.numbers.items()}
    said = gettext(sentence, **numbers)
    if not refusal.rule:
        return str(said)
    return str(gettext("%(sentence)s (%(rule)s)", sentence=said, rule=refusal.rule))


def refuse(refusal: Refusal, status: int = 409, *, way_back: str = "", time_zone: str = "UTC") -> Response:
    """Answer with a page that says the refusal, for doors that have no form to show again."""
    page = render_template("errors/refused.html", refusal=refusal, way_back=way_back, time_zone=time_zone)
    return make_response(page, status)


def _show_number(value: Number, time_zone: str) -> str:
    if isinstance(value, Money):
        return show_money(value)
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(time_zone))
        return f"{local:%Y-%m-%d %H:%M:%S} {local:%Z}"
    return str(value)


def _before() -> None:
    # PostgreSQL has no text with a zero in it, so no id in a path has one either.
    if "\x00" in request.path:
        abort(404)
    # Only a form with files is read piece by piece; any other is taken apart in memory, as a whole.
    if request.mimetype != "multipart/form-data":
        request.max_content_length = min(FORM_BYTES_MAX, request.max_content_length or FORM_BYTES_MAX)


def _after(response: Response) -> Response:
    nonce = csp_nonce()
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; connect-src 'self'; "
        "img-src 'self' data:; style-src 'self'; font-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'",
    )
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    secure = this_world().settings.secure_cookies
    if secure:
        headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_S}; includeSubDomains")
    if request.args.get("language") in LANGUAGES:
        response.set_cookie(
            LANGUAGE_COOKIE,
            request.args["language"],
            max_age=YEAR_S,
            secure=secure,
            httponly=True,
            samesite="Lax",
        )
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def _on_http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    code = error.code or 500
    heading, sentence = STALE_FORM if isinstance(error, CSRFError) else ERROR_WORDS.get(code, OTHER_ERROR)
    page = render_template(
        "errors/error.html", code=code, heading=gettext(heading), sentence=gettext(sentence)
    )
    response = make_response(page, code)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after", "location"):
            response.headers[name] = value
    return response


def _on_busy(trouble: Exception) -> Response:
    current_app.logger.error("the database or its clock did not answer", exc_info=trouble)
    return _on_http_error(ServiceUnavailable(retry_after=RETRY_AFTER_S))
