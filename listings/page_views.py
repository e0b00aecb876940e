"""What templates of lots are given beside their page: options of a choice, amounts, addresses asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask import request
from flask_babel import gettext

from auction.kernel.money import Money
from listings.submission import LAPSED


def page_tools() -> dict[str, object]:
    """Return what every template of lots may call."""
    return {"words_of_all": words_of_all, "money_of": Money, "returned_words": returned_words}


def returned_words(because: str) -> str:
    """Return why a proposal came back: what a person wrote, or our own words in the reader's language."""
    return str(gettext(LAPSED)) if because == LAPSED else because


def words_of_all(names: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return the options of a choice, in the language of the page."""
    return [(name, gettext(text)) for name, text in names.items()]


def asked(names: Iterable[str]) -> dict[str, str]:
    """Return what the address asks for, under known names only.

    An unknown name never reaches url_for, which would take ``_scheme`` and ``_external`` from it.
    """
    return {name: request.args[name] for name in names if name in request.args}
