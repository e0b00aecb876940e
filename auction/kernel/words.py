"""Marks sentences in pure files for translation; the doors translate them."""

from __future__ import annotations


def N_(text: str) -> str:  # noqa: N802  # the name by which gettext tools know the mark
    """Return the text unchanged: the mark alone lets the catalogue tool find it."""
    return text
