"""Writes what is asked in the language of each database's word index.

Every word asks for one token, or for all tokens that begin with it: ``"flat" *`` on SQLite,
``'flat':*`` on PostgreSQL; all of them must be there.  Quotes are doubled, so that nothing a visitor
writes is read as anything but letters.
"""

from __future__ import annotations

from collections.abc import Sequence

from listings.search import token_of


def format_match(words: Sequence[str]) -> str:
    """Write words as a full-text query of SQLite."""
    return " AND ".join(_sqlite_term(*token_of(word)) for word in words)


def format_query(words: Sequence[str]) -> str:
    """Write words as a ``tsquery`` of PostgreSQL."""
    return " & ".join(_postgresql_term(*token_of(word)) for word in words)


def _sqlite_term(token: str, begins: bool) -> str:
    quoted = token.replace('"', '""')
    return f'"{quoted}" *' if begins else f'"{quoted}"'


def _postgresql_term(token: str, begins: bool) -> str:
    quoted = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{quoted}':*" if begins else f"'{quoted}'"
