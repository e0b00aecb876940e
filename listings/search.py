"""Makes text findable: one normal form for what is stored and what is asked, and its words.

Compatibility characters, letter case and spaces do not matter.  In a script without letter case
(Chinese, Korean, Japanese) a word may begin at every character, so that 房产 is found in 不动产与房产证
and one Korean syllable inside a longer word; elsewhere a word is found by its beginning.

A *token* is what follows from a place where a word may begin.  What is asked is found where a token
begins with it, which is exact up to the length of a token; a longer word is compared with the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

QUERY_LENGTH_MAX = 100
# More words than this make the list no shorter, only the query slower.
WORDS_MAX = 8
ESCAPE = "\\"
# Eight characters tell nearly all Chinese and Korean words apart; longer tokens only fill the index.
TOKEN_LENGTH = 8
# Letters and digits in a row are taken whole up to here: no word that people type is longer.
RUN_LENGTH_MAX = 32
# One and two characters are most of what is asked in Chinese, and are found without their sequels.
SHORT = (1, 2)
# What a sign is: a letter that may begin a word anywhere, one that does so behind others, neither.
ALONE, IN_A_ROW, OTHER = "A", "r", "-"
# All signs of a page of print; those of all scripts would be a million.
SIGNS_KEPT_MAX = 20_000
_BEGINS = re.compile(f"{ALONE}|(?<!{IN_A_ROW}){IN_A_ROW}|^.")
# Control characters and halves of pairs, which no database takes.
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


def normalise(*texts: str) -> str:
    """Return the texts as one line in the normal form that is stored and searched."""
    joined = unicodedata.normalize("NFKC", " ".join(texts)).casefold()
    # Lower case may bring forth what composes again (ΐ does).
    joined = unicodedata.normalize("NFKC", joined)
    return " ".join(_CONTROL.sub(" ", joined).split())


def words_of(query: str) -> tuple[str, ...]:
    """Return the words of what is asked, each once; all of them must be found."""
    return tuple(dict.fromkeys(normalise(query[:QUERY_LENGTH_MAX]).split()))[:WORDS_MAX]


def patterns(query: str) -> tuple[str, ...]:
    r"""Return one LIKE pattern for each word of the query; all of them must match.

    Example: ``房产 50%`` gives ``%房产%`` and ``%50\%%``.
    """
    return tuple(pattern_of(word) for word in words_of(query))


def pattern_of(word: str) -> str:
    """Return the LIKE pattern of a word that is found anywhere."""
    for character in (ESCAPE, "%", "_"):
        word = word.replace(character, ESCAPE + character)
    return f"%{word}%"


def tokens(text: str) -> set[str]:
    """Return the tokens of a text in its normal form."""
    return {token for word in text.split() for token in _tokens_of(word)}


def token_of(word: str) -> tuple[str, bool]:
    """Return the token that a word asks for, and whether a token that begins so will do as well."""
    if len(word) in SHORT and _kind(word[0]) == ALONE:
        return word, False
    return word[: _end_of(_kinds(word), 0)], True


def is_longer_than_its_token(word: str) -> bool:
    """Say whether the word must be compared with the text, because its token says too little."""
    return len(token_of(word)[0]) < len(word)


def _tokens_of(word: str) -> Iterator[str]:
    kinds = _kinds(word)
    for found in _BEGINS.finditer(kinds):
        place = found.start()
        yield word[place : _end_of(kinds, place)]
        if kinds[place] == ALONE:
            yield from (word[place : place + length] for length in SHORT)


def _end_of(kinds: str, place: int) -> int:
    """Return where the token ends that begins here: behind a run of letters and what follows it."""
    end = kinds.find(ALONE, place, place + RUN_LENGTH_MAX)
    return (min(len(kinds), place + RUN_LENGTH_MAX) if end < 0 else end) + TOKEN_LENGTH


def _kinds(word: str) -> str:
    return "".join(map(_kind, word))


@lru_cache(maxsize=SIGNS_KEPT_MAX)
def _kind(sign: str) -> str:
    # Letters without case: ideographs, syllables, kana; a word of theirs has no visible beginning.
    if unicodedata.category(sign) == "Lo":
        return ALONE
    return IN_A_ROW if sign.isalnum() else OTHER
