"""Reads one place of the priority list from its form; the id number leaves it only as a digest.

The number is written as people's identities are kept, or its holder would never be found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from auction.kernel.refusal import Refusal
from auction.people.identity import check_number, tidy_number
from listings.draft_form import clean
from listings.lot import PRIORITIES_MAX, PriorityPlace
from listings.reason import Reason

BASIS_LENGTH_MAX = 200
ID_NUMBER_LENGTH_MAX = 40


def read_priority(
    form: Mapping[str, str], *, digest: Callable[[str], str], today: date
) -> tuple[PriorityPlace | None, dict[str, Refusal]]:
    """Return the place, or what cannot be read of it by field."""
    errors: dict[str, Refusal] = {}
    number = tidy_number(form.get("id_number", "")[:ID_NUMBER_LENGTH_MAX])
    basis = clean(form.get("basis", ""), one_line=True)
    rank = _rank(form.get("rank", ""))
    if not number:
        errors["id_number"] = Refusal(Reason.ID_NUMBER_MISSING, "R-34")
    elif not check_number(number, today=today):
        errors["id_number"] = Refusal(Reason.ID_NUMBER_WRONG, "R-34")
    if not basis:
        errors["basis"] = Refusal(Reason.BASIS_MISSING, "R-34")
    if len(basis) > BASIS_LENGTH_MAX:
        numbers = {"length": len(basis), "length_max": BASIS_LENGTH_MAX}
        errors["basis"] = Refusal(Reason.TEXT_TOO_LONG, "", numbers)
    if rank is None:
        errors["rank"] = Refusal(Reason.RANK_UNREADABLE, "R-34", {"rank_max": PRIORITIES_MAX})
    if errors or rank is None:
        return None, errors
    return PriorityPlace(digest(number), rank, basis), {}


def _rank(text: str) -> int | None:
    plain = text.strip()
    rank = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 3 else 0
    return rank if 1 <= rank <= PRIORITIES_MAX else None
