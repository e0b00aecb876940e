"""Reads one step on the way to a price from its form."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from listings.draft_form import YEARS, UnreadableError, clean, read_amount
from listings.valuation.reason import WayReason
from listings.valuation.way import Fact, Step

TEXT_LENGTH_MAX = 200
FIELDS = ("happened", "on", "given_by", "amount", "document")


def read_fact(form: Mapping[str, str], currency: str) -> tuple[Fact | None, dict[str, Refusal]]:
    """Return the fact, or what cannot be read of it by field."""
    errors: dict[str, Refusal] = {}
    step, on, amount = form.get("happened", ""), _day(form.get("on", "")), _amount(form, currency, errors)
    texts = {name: clean(form.get(name, ""), one_line=True) for name in ("given_by", "document")}
    for name, text in texts.items():
        if len(text) > TEXT_LENGTH_MAX:
            errors[name] = Refusal(WayReason.TEXT_TOO_LONG, "", {"length_max": TEXT_LENGTH_MAX})
    if step not in set(Step):
        errors["happened"] = Refusal(WayReason.STEP_UNKNOWN, "R-11")
    if on is None:
        errors["on"] = Refusal(WayReason.DAY_MISSING, "R-10")
    if errors or on is None:
        return None, errors
    return Fact(Step(step), on, texts["given_by"], amount, texts["document"]), {}


def _amount(form: Mapping[str, str], currency: str, errors: dict[str, Refusal]) -> Money | None:
    try:
        amount = read_amount(form.get("amount", ""), currency)
    except UnreadableError as unreadable:
        errors["amount"] = unreadable.refusal
        return None
    return amount if amount and amount.minor > 0 else None


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if day.year in YEARS else None
