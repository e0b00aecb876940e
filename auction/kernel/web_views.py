"""What the pages of all rooms share: the world, the visitor, words, languages, headers, errors."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from flask import Flask, Response, abort, current_app, g, make_response, render_template, request, url_for
from flask_babel import Babel, get_locale, gettext, ngettext
from flask_compress import Compress
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, ServiceUnavailable
from werkzeug.routing import BuildError

from auction.kernel import preference_views
from auction.kernel.account_number import format_account_number
from auction.kernel.clock import ClockUnsure
from auction.kernel.doors import Role, Visitor
from auction.kernel.error_words import ERROR_WORDS, OTHER_ERROR, STALE_FORM
from auction.kernel.ids import new_code, new_id, new_token
from auction.kernel.limits import FORM_BYTES_MAX
from auction.kernel.money import Money, format_plain
from auction.kernel.offset import offset_name
from auction.kernel.preference_views import choose_language
from auction.kernel.refusal import Number, Refusal
from auction.kernel.world import World

YEAR_S = 31_536_000
SELF = "'self'"
RETRY_AFTER_S = 3
# Nothing with a visitor's secret in it: the length of a compressed page would tell of it.
COMPRESSED = ("text/css", "text/javascript", "image/svg+xml", "application/atom+xml")
# We have a dozen files; the bound only says that there is one.
ASSETS_MAX = 100
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
    app.config.update(COMPRESS_MIMETYPES=list(COMPRESSED), COMPRESS_ALGORITHM=["br", "gzip"])
    Compress(app)
    preference_views.attach(app, secure=world.settings.secure_cookies)
    app.before_request(_before)
    app.after_request(_after)
    app.register_error_handler(HTTPException, _on_http_error)
    for trouble in (OperationalError, PoolTimeout, ClockUnsure):
        app.register_error_handler(trouble, _on_busy)
    app.jinja_env.globals.update(
        refusal_words=refusal_words,
        visitor=visitor,
        Role=Role,
        csp_nonce=csp_nonce,
        form_id=form_id,
        auction_now=world.clock.now,
        address_of=address_of,
        asset=asset,
    )
    app.jinja_env.filters.update(
        money=show_money, number=show_number, instant=show_instant, iso=show_iso, remaining=show_remaining,
        day=show_day, public_reason=show_public_reason, account=format_account_number,
    )  # fmt: skip


def form_id() -> str:
    """Return the id that the page made for what its form adds: sent twice, it adds once."""
    made = request.form.get("once", "") if request.method == "POST" else ""
    return made if _FORM_ID.fullmatch(made) else new_id()


def csp_nonce() -> str:
    """Return the one word by which this answer's own scripts are known."""
    nonce: str = g.setdefault("csp_nonce", new_token())
    return nonce


def let_forms_lead_to(origin: str) -> None:
    """Let the forms of this answer lead to another origin too: browsers ask for it where we redirect."""
    g.form_targets = f"'self' {origin}"


def address_of(endpoint: str, **values: Any) -> str:
    """Return the address of an endpoint, or nothing where this process does not open it."""
    try:
        return url_for(endpoint, **values)
    except BuildError:
        return ""


def asset(name: str) -> str:
    """Return the address of a file of ours, with its hash, so that a browser may keep it for ever."""
    return url_for("static", filename=name, v=_hash_of(current_app.static_folder or "", name))


def show_money(money: Money) -> str:
    """Write an amount for people, in the language of the page."""
    amount = Decimal(format_plain(money))
    return format_currency(amount, money.currency, locale=get_locale())


def show_number(number: int) -> str:
    """Write a whole number with the groups of the language."""
    words: str = format_decimal(number, locale=get_locale())
    return words


def show_remaining(at: datetime) -> str:
    """Say how long it is until then, in the two largest units: ``2 hours 5 minutes``."""
    left = at - this_world().clock.now()
    if left <= timedelta(0):
        return str(gettext("over"))
    units = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))
    whole, said = int(left.total_seconds()), list[str]()
    for seconds, unit in units:
        count, whole = divmod(whole, seconds)
        if count and len(said) < 2:
            said.append(show_span(count, unit))
    return " ".join(said) or str(gettext("less than a second"))


def show_span(count: int, unit: str) -> str:
    """Say so many days, hours, minutes or seconds; the library's own words lack Chinese ones."""
    words = {
        "day": ngettext("%(num)s day", "%(num)s days", count),
        "hour": ngettext("%(num)s hour", "%(num)s hours", count),
        "minute": ngettext("%(num)s minute", "%(num)s minutes", count),
        "second": ngettext("%(num)s second", "%(num)s seconds", count),
    }
    return str(words[unit])


def show_instant(at: datetime, time_zone: str = "UTC") -> Markup:
    """Write a time in the court's zone, which is shown, inside a ``<time>`` element; by 24 hours."""
    local = at.astimezone(ZoneInfo(time_zone))
    day = format_date(local, "medium", locale=get_locale())
    hour = f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"
    return Markup('<time datetime="{}">{} {} ({})</time>').format(show_iso(at), day, hour, offset_name(local))


def show_day(day: date | str) -> str:
    """Write a day, or one that is kept as ``2026-12-20``, in the language of the page."""
    return format_date(date.fromisoformat(str(day)), "medium", locale=get_locale())


def show_public_reason(view: Any) -> str:
    """Write why a round was stopped: the platform's own sentences in the language of the page.

    Whoever wrote it by hand is quoted: nothing of it is markup, and a per cent sign is one.
    """
    reason: str = view.state_reason
    return str(gettext(reason)) if reason and view.stay_kind == "platform" else reason


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
    page = render_template("errors/refused.html", no=refusal, way_back=way_back, time_zone=time_zone)
    return make_response(page, status)


def _show_number(value: Number, time_zone: str) -> str:
    if isinstance(value, Money):
        return show_money(value)
    if isinstance(value, datetime):
        local = value.astimezone(ZoneInfo(time_zone))
        return f"{local:%Y-%m-%d %H:%M:%S} {offset_name(local)}"
    return str(value)


@lru_cache(maxsize=ASSETS_MAX)
def _hash_of(folder: str, name: str) -> str:
    return hashlib.sha256(Path(folder, name).read_bytes()).hexdigest()[:12]


def _before() -> None:
    # PostgreSQL has no text with a zero in it, so no id in a path has one either.
    if "\x00" in request.path:
        abort(404)
    # Only a form with files is read piece by piece, and only where files are taken; any other is taken
    # apart in memory, as a whole.
    door = current_app.extensions.get("auction.doors", {}).get(request.endpoint or "")
    takes_files = door is not None and door.takes_files
    if not takes_files or request.mimetype != "multipart/form-data":
        request.max_content_length = min(FORM_BYTES_MAX, request.max_content_length or FORM_BYTES_MAX)


def _after(response: Response) -> Response:
    nonce = csp_nonce()
    headers = response.headers
    headers.setdefault(
        "Content-Security-Policy",
        f"default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; connect-src 'self'; "
        "img-src 'self' data:; style-src 'self'; font-src 'self'; base-uri 'none'; "
        f"form-action {g.get('form_targets', SELF)}; frame-ancestors 'none'",
    )
    headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
    headers.setdefault("X-Content-Type-Options", "nosniff")
    headers.setdefault("Referrer-Policy", "same-origin")
    secure = this_world().settings.secure_cookies
    if secure:
        headers.setdefault("Strict-Transport-Security", f"max-age={YEAR_S}; includeSubDomains")
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable"
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
    return response


def _on_http_error(error: HTTPException) -> Response:
    if error.response is not None:
        return make_response(error.response)
    code = error.code or 500
    heading, sentence = STALE_FORM if isinstance(error, CSRFError) else ERROR_WORDS.get(code, OTHER_ERROR)
    reference = _reference_of(error) if code >= 500 else ""
    page = render_template(
        "errors/error.html",
        code=code,
        heading=gettext(heading),
        sentence=gettext(sentence),
        reference=reference,
    )
    response = make_response(page, code)
    for name, value in error.get_headers():
        if name.lower() in ("allow", "retry-after", "location"):
            response.headers[name] = value
    return response


def _reference_of(error: HTTPException) -> str:
    """Return a word by which whoever met the error and whoever reads the log speak of the same one."""
    reference = new_code()
    current_app.logger.error("a page said error %s, reference %s", error.code, reference)
    return reference


def _on_busy(trouble: Exception) -> Response:
    current_app.logger.error("the database or its clock did not answer", exc_info=trouble)
    return _on_http_error(ServiceUnavailable(retry_after=RETRY_AFTER_S))
