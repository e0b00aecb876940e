"""Finds the references of ours in what a payer wrote on a transfer.

Pure.  A reference is two codes of five letters, ``K7F3K-9XQ2M``, without vowels and look-alikes.  Banks
put it between other words, in small letters, without its dash, or break it where their lines end.
"""

from __future__ import annotations

import unicodedata

CODE_LETTERS = "BCDFGHJKMNPQRSTVWXZ2345679"
CODE_LENGTH = 5
TEXT_LENGTH_MAX = 1_000
# How many places of one text may look like a reference; more is no remittance text.
CANDIDATES_MAX = 100
_LETTERS = frozenset(CODE_LETTERS)
_LENGTH = 2 * CODE_LENGTH


def candidates(text: str) -> tuple[str, ...]:
    """Return whatever in a text may be a reference, as we write it, each once, in order."""
    plain = unicodedata.normalize("NFKC", text[:TEXT_LENGTH_MAX]).upper()
    run = "".join(letter for letter in plain if letter.isalnum())
    windows = (run[i : i + _LENGTH] for i in range(len(run) - _LENGTH + 1))
    found = dict.fromkeys(window for window in windows if _LETTERS.issuperset(window))
    return tuple(f"{each[:CODE_LENGTH]}-{each[CODE_LENGTH:]}" for each in list(found)[:CANDIDATES_MAX])


def chosen(text: str, known: frozenset[str]) -> str:
    """Return the one known reference of a text; empty when there is none, or more than one."""
    found = [each for each in candidates(text) if each in known]
    return found[0] if len(found) == 1 else ""
