"""Makes text findable: one normal form for what is stored and what is asked, and its words.

Compatibility characters, letter case and spaces do not matter.  In a script without letter case
(Chinese, Korean, Japanese) a word may begin at every character, so that 房产 is found in 不动产与房产证
and one Korean syllable inside a longer word; elsewhere a word is found by its beginning.

A *token* is what follows from a place where a word may begin.  What is asked is found where a token
begins with it, which is exact up to the length of a token; a longer word is compared with the text.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator

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


def normalise(*texts: str) -> str:
    """Return the texts as one line in the normal form that is stored and searched."""
    joined = unicodedata.normalize("NFKC", " ".join(texts)).casefold()
    # Lower case may bring forth what composes again (ΐ does).
    joined = unicodedata.normalize("NFKC", joined)
    return " ".join("".join(" " if _is_control(sign) else sign for sign in joined).split())


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
    return set(_tokens(text.split(" "))) - {""}


def token_of(word: str) -> tuple[str, bool]:
    """Return the token that a word asks for, and whether a token that begins so will do as well."""
    if len(word) in SHORT and _is_alone(word[0]):
        return word, False
    return word[: _length_from(word, 0)], True


def is_longer_than_its_token(word: str) -> bool:
    """Say whether the word must be compared with the text, because its token says too little."""
    return len(token_of(word)[0]) < len(word)


def _tokens(written: Iterable[str]) -> Iterator[str]:
    for word in written:
        for place in range(len(word)):
            if not _may_begin(word, place):
                continue
            yield word[place : place + _length_from(word, place)]
            if _is_alone(word[place]):
                yield from (word[place : place + length] for length in SHORT)


def _may_begin(word: str, place: int) -> bool:
    if place == 0 or _is_alone(word[place]):
        return True
    return word[place].isalnum() and (not word[place - 1].isalnum() or _is_alone(word[place - 1]))


def _length_from(word: str, place: int) -> int:
    """Return how long the token is that begins here: a run of letters and digits, and what follows it."""
    end = place
    while end < min(len(word), place + RUN_LENGTH_MAX) and not _is_alone(word[end]):
        end += 1
    return end - place + TOKEN_LENGTH


def _is_alone(sign: str) -> bool:
    # Letters without case: ideographs, syllables, kana; a word of theirs has no visible beginning.
    return unicodedata.category(sign) == "Lo"


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs")
