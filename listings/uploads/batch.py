"""Several files of one form: what each is called, and by which id it is added once."""

from __future__ import annotations

import hashlib
import unicodedata

# More at once would keep one request busy for a minute; the next form takes the others.
FILES_AT_ONCE_MAX = 10
NAME_LENGTH_MAX = 60
_KEPT = frozenset(" -_.")


def shown_name(name: str, place: int) -> str:
    """Return a file's name as it may be shown: its last part, letters and digits, or its place."""
    last = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = "".join(letter for letter in last if letter.isalnum() or letter in _KEPT)
    return " ".join(plain.split())[:NAME_LENGTH_MAX].strip(" .") or str(place)


def title_of(name: str) -> str:
    """Return what a document is called whose form gave no title: its name without the ending."""
    shown = shown_name(name, 0)
    return "" if shown == "0" else shown.removesuffix(".pdf").removesuffix(".PDF")


def id_of(form_id: str, place: int) -> str:
    """Return the id of the file at a place, counted from zero: the same whenever the form is sent."""
    if place == 0:
        return form_id
    return hashlib.sha256(f"{form_id} {place}".encode()).hexdigest()[: len(form_id)]
