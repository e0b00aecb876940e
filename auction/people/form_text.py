"""Says whether what a form or an address sends is text at all.

PostgreSQL has no text with the character of code zero in it, and no person types it: it is refused
once, at the guard, so that no room needs to think of it.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable

from auction.kernel.refusal import Refusal

ZERO = "\x00"


class FormTextReason(enum.StrEnum):
    """Why nothing of a form was read."""

    ZERO_CHARACTER = "form_zero_character"


def check_texts(fields: Iterable[tuple[str, str]]) -> Refusal | None:
    """Say which field cannot be text, or None when all can."""
    for name, text in fields:
        if ZERO in name or ZERO in text:
            field = "".join(letter for letter in name[:40] if letter.isprintable())
            return Refusal(FormTextReason.ZERO_CHARACTER, "", {"field": field})
    return None
