"""What the pages of all rooms share: the world, the visitor, words, languages, headers, errors."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_datetime
from babel.numbers import format_currency
from flask import Flask, Response, current_app, g, make_response, render_template, request
from flask_babel import Babel, get_locale, gettext
from markupsafe import Markup
from werkzeug.exceptions import HTTPException

from auction.kernel.doors import Role, Visitor
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
    app.jinja_env.globals.update(
        refusal_words=refusal_words,
        languages=LANGUAGES,
        visitor=visitor,
        Role=Role,
        csp_nonce=lambda: g.csp_nonce,
        auction_now=lambda: world.clock.now(),
        language=lambda: str(get_locale()),
    )
    app.jinja_env.filters.update(money=show_money, instant=show_instant, iso=show_iso)


def choose_language() -> str:
    """Return the language asked for by address, cookie or browser, in this order."""
    for wish in (request.args.get("language"), request.cookies.get(LANGUAGE_COOKIE)):
        if wish in LANGUAGES:
            return wish
    tag = request.accept_languages.best_match(list(_BROWSER_TAGS))
    return _BROWSER_TAGS[tag.lower()] if tag else "en"


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
    return f"{gettext(sentence, **numbers)} ({refusal.rule})" if refusal.rule else gettext(sentence, **numbers)


def refuse(refusal: Refusal, status: int = 409) -> Response:
    """Answer with a page that says the refusal, for doors that have no form to show again."""
    return make_response(render_template("errors/refused.html", refusal=refusal), status)


def _show_number(value: Number, time_zone: str) -> str:
    if isinstance(value, Money):
        return show_money(value)
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(time_zone))
        return f"{local:%Y-%m-%d %H:%M:%S} {local:%Z}"
    return str(value)


def _before() -> None:
    g.csp_nonce = secrets.token_urlsafe(16)


def _after(response: Response) -> Response:
    nonce = g.get("csp_nonce", "")
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
    if request.args.get("language") in LANGUAGES:
        response.set_cookie(LANGUAGE_COOKIE, request.args["language"], samesite="Lax", max_age=31_536_000)
    return response


def _on_http_error(error: HTTPException) -> Response:
    page = render_template("errors/error.html", error=error, code=error.code or 500)
    response = make_response(page, error.code or 500)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after", "location"):
            response.headers[name] = value
    return response
