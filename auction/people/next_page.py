"""Says whether a wished next page is one of ours."""

from __future__ import annotations


def inside(wish: str) -> str:
    """Return the path if it leads to a page of ours, else nothing.

    Browsers leave out tabs and line ends and take a backslash for a slash, so ``/<tab>/elsewhere``
    would be another host: only plain letters and signs make an address.
    """
    plain = wish.isascii() and wish.isprintable() and not set(wish) & set(" \\")
    return wish if plain and wish.startswith("/") and not wish.startswith("//") else ""
