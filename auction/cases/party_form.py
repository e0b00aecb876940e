"""Reads a party of a case from its form; the id number leaves it only as a digest (R-37).

The number is written as people's identities are kept, or its holder would never be found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from auction.cases.register import NewParty, Reason
from auction.kernel.refusal import Refusal
from auction.people.identity import check_number, tidy_number

ID_NUMBER_LENGTH_MAX = 40


def read_party(
    form: Mapping[str, str], *, digest: Callable[[str], str], today: date
) -> tuple[NewParty, dict[str, Refusal]]:
    """Return the party, and what cannot be read of it by field; without a number it has no digest."""
    number = tidy_number(form.get("id_number", "")[:ID_NUMBER_LENGTH_MAX])
    errors = {}
    if number and not check_number(number, today=today):
        errors["id_number"] = Refusal(Reason.ID_NUMBER_WRONG, "R-37")
    party = NewParty(
        form.get("role", ""),
        form.get("name", ""),
        digest(number) if number else "",
        "consumption_restricted" in form,
        form.get("platform_pick", ""),
    )
    return party, errors
