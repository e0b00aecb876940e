"""Says in words what a search asks, for chips, feeds and the names of saved searches."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import format_decimal, gettext

from auction.kernel.web_views import show_day
from listings import words
from listings.catalogue.choices import Asked, filters_of
from listings.listing import PRICES

# As many digits as an amount may have; what is longer is said as it was written.
DIGITS_MAX = 17
_CHOICES = {"class": words.CLASSES, "round": words.KINDS, "status": words.STATUSES}


def filters_in_words(asked: Asked, court_names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Return name, value and words of all that leaves lots out."""
    return [(name, value, _in_words(name, value, court_names)) for name, value in filters_of(asked)]


def _in_words(name: str, value: str, court_names: Mapping[str, str]) -> str:
    if name in _CHOICES:
        return str(gettext(_CHOICES[name].get(value, value)))
    if name == "court":
        return court_names.get(value) or str(gettext("A court that is not known here"))
    if name in words.FILTERS:
        return str(gettext(words.FILTERS[name], value=_readable(name, value)))
    return value


def _readable(name: str, value: str) -> str:
    if name in words.DAYS:
        return _day(value)
    return _figure(value) if name in PRICES else value


def _figure(text: str) -> str:
    is_plain = text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX
    return str(format_decimal(int(text))) if is_plain else text


def _day(text: str) -> str:
    try:
        return show_day(text)
    except ValueError:
        return text
