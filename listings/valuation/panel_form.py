"""Reads the minutes of a panel from their form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from auction.kernel.refusal import Refusal
from listings.draft_form import YEARS, clean
from listings.valuation.panel import MEMBERS_MAX, Minutes
from listings.valuation.reason import PanelReason

DOCUMENT_LENGTH_MAX = 200
FIELDS = ("document", "decided_on", "members")


def read_minutes(form: Mapping[str, str]) -> Minutes | Refusal:
    """Return the minutes, or what cannot be read of them."""
    document = clean(form.get("document", ""), one_line=True)
    if len(document) > DOCUMENT_LENGTH_MAX:
        return Refusal(PanelReason.DOCUMENT_TOO_LONG, "R-08", {"length_max": DOCUMENT_LENGTH_MAX})
    day, members = _day(form.get("decided_on", "")), _members(form.get("members", ""))
    if day is None:
        return Refusal(PanelReason.DAY_MISSING, "R-08")
    if members is None:
        return Refusal(PanelReason.MEMBERS_UNREADABLE, "R-08", {"members_max": MEMBERS_MAX})
    return Minutes(document, day, members)


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day.year in YEARS else None


def _members(text: str) -> int | None:
    plain = text.strip()
    count = int(plain) if plain.isascii() and plain.isdigit() and len(plain) <= 2 else 0
    return count if 1 <= count <= MEMBERS_MAX else None
