"""Makes text findable: one normal form for what is stored and what is asked.

Compatibility characters, letter case and spaces do not matter.  A word is found anywhere, so that
two Chinese characters or one Korean syllable inside a longer word find it (STACK, full text).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

QUERY_LENGTH_MAX = 100
# More words than this make the list no shorter, only the query slower.
WORDS_MAX = 8
ESCAPE = "\\"


def normalise(*texts: str) -> str:
    """Return the texts as one line in the normal form that is stored and searched."""
    joined = unicodedata.normalize("NFKC", " ".join(texts)).casefold()
    return " ".join(joined.replace("\x00", " ").split())


def patterns(query: str) -> tuple[str, ...]:
    r"""Return one LIKE pattern for each word of the query; all of them must match.

    Example: ``房产 50%`` gives ``%房产%`` and ``%50\%%``.
    """
    words = normalise(query[:QUERY_LENGTH_MAX]).split()[:WORDS_MAX]
    return tuple(f"%{_escaped(word)}%" for word in _unique(words))


def _escaped(word: str) -> str:
    for character in (ESCAPE, "%", "_"):
        word = word.replace(character, ESCAPE + character)
    return word


def _unique(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))
