"""What a visitor prefers on every page: the language, and light or dark.

Both are asked for by the address and kept in a cookie, so they need no script and no account.
"""

from __future__ import annotations

from itertools import islice
from urllib.parse import quote, urlencode

from flask import Flask, Response, current_app, request
from flask_babel import get_locale
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

LANGUAGES = {"en": "English", "zh_Hans_CN": "简体中文", "zh_Hant_TW": "繁體中文"}
# What pages say of their own language (BCP 47); the script matters to fonts and voices, the country not.
_TAGS = {"en": "en", "zh_Hans_CN": "zh-Hans", "zh_Hant_TW": "zh-Hant"}
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
# "auto" is what the visitor's own machine prefers, and what pages do unasked.
THEMES = ("auto", "light", "dark")
# A browser names a handful of languages; who names more is not waited for, nor a tag beyond the standard's.
TAGS_MAX = 20
TAG_LENGTH_MAX = 35
CHOICES = {"language": tuple(LANGUAGES), "theme": THEMES}
YEAR_S = 31_536_000


def attach(app: Flask, *, secure: bool) -> None:
    """Let every page know the visitor's choices, and every answer remember the one just made."""
    app.after_request(lambda response: _remember(response, secure))
    app.jinja_env.globals.update(
        languages=LANGUAGES,
        language=lambda: str(get_locale()),
        language_tag=lambda: tag_of(str(get_locale())),
        tag_of=tag_of,
        theme=choose_theme,
        this_page_with=this_page_with,
    )


def tag_of(language: str) -> str:
    """Return the BCP 47 tag of one of our languages: ``zh-Hans`` for ``zh_Hans_CN``."""
    return _TAGS[language]


def language_of(tag: str) -> str:
    """Return our language of a BCP 47 tag, nothing when we do not speak it."""
    return next((language for language, known in _TAGS.items() if known == tag), "")


def choose_language() -> str:
    """Return the language asked for by address, cookie or browser, in this order."""
    for wish in (request.args.get("language"), request.cookies.get("language")):
        if wish in LANGUAGES:
            return wish
    wished = islice(request.accept_languages, TAGS_MAX)
    tags = (tag for tag, quality in wished if quality > 0)
    return next((found for tag in tags if (found := _language_of(tag))), "en")


def choose_theme() -> str:
    """Return light or dark where the visitor chose one, otherwise nothing."""
    for wish in (request.args.get("theme"), request.cookies.get("theme")):
        if wish in THEMES:
            return wish if wish != "auto" else ""
    return ""


def this_page_with(**choice: str) -> str:
    """Return the address of this page with a choice; after a form without a page, of the first page."""
    if request.method not in ("GET", "HEAD") and not _may_be_opened(request.path):
        return f"/?{urlencode(choice)}"
    wishes = {**request.args.to_dict(flat=False), **choice}
    # One slash only: //elsewhere would be another host.
    return f"/{quote(request.path.lstrip('/'))}?{urlencode(wishes, doseq=True)}"


def _language_of(tag: str) -> str | None:
    # Most exact first, so that zh-Hant-HK is Traditional although plain zh is Simplified.
    parts = tag[:TAG_LENGTH_MAX].lower().replace("_", "-").split("-")
    prefixes = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((_BROWSER_TAGS[prefix] for prefix in prefixes if prefix in _BROWSER_TAGS), None)


def _may_be_opened(path: str) -> bool:
    try:
        current_app.url_map.bind("").match(path, method="GET")
    except (HTTPException, RequestRedirect):
        return False
    return True


def _remember(response: Response, secure: bool) -> Response:
    for name, known in CHOICES.items():
        if request.args.get(name) in known:
            response.set_cookie(
                name, request.args[name], max_age=YEAR_S, secure=secure, httponly=True, samesite="Lax"
            )
    return response
