"""One line of text as a form of this room keeps it."""

from __future__ import annotations

import unicodedata

TEXT_LENGTH_MAX = 200


def clean(text: str) -> str:
    """Return one line of text as it is kept; what nobody can read in it is left out."""
    plain = unicodedata.normalize("NFC", text[: 2 * TEXT_LENGTH_MAX])
    kept = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in plain)
    return " ".join(kept.split())[:TEXT_LENGTH_MAX]
