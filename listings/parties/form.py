"""Reads a notification from its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from auction.kernel.refusal import Refusal
from listings.draft_form import YEARS, clean
from listings.parties.notified import Mode, Notification
from listings.parties.reason import PartyReason

REASON_LENGTH_MAX = 400


def read_notification(form: Mapping[str, str]) -> tuple[Notification | None, dict[str, Refusal]]:
    """Return the notification, or what cannot be read of it by field."""
    errors: dict[str, Refusal] = {}
    mode, on = form.get("mode", ""), _day(form.get("on", ""))
    reason = clean(form.get("reason", ""), one_line=True)
    if mode not in set(Mode):
        errors["mode"] = Refusal(PartyReason.MODE_UNKNOWN, "R-26")
    if on is None:
        errors["on"] = Refusal(PartyReason.DAY_MISSING, "R-26")
    if len(reason) > REASON_LENGTH_MAX:
        numbers = {"length": len(reason), "longest": REASON_LENGTH_MAX}
        errors["reason"] = Refusal(PartyReason.REASON_TOO_LONG, "", numbers)
    if errors or on is None:
        return None, errors
    return Notification(Mode(mode), on, reason), {}


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day.year in YEARS else None
