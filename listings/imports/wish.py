"""Reads in which form a list comes, and settles the mapping for who brings it."""

from __future__ import annotations

from auction.cases.register import NewCourt, check_court
from auction.kernel.refusal import Refusal
from listings.imports.judge import CourtTerms
from listings.imports.mapping import MAPPINGS, SourceMapping, UnknownMapping, mapping_of
from listings.imports.reason import FileReason


def settle_for_court(name: str, court_name: str, terms: CourtTerms) -> SourceMapping | Refusal:
    """Return the mapping for the list of one court, or why the court cannot use it."""
    mapping = _mapping(name)
    if isinstance(mapping, Refusal):
        return mapping
    if mapping.currency and mapping.currency != terms.currency:
        numbers = {"list": mapping.currency, "court": terms.currency}
        return Refusal(FileReason.CURRENCY_DIFFERS, "", numbers)
    return mapping.settled(currency=terms.currency, time_zone=terms.time_zone, own_court=court_name)


def settle_for_all(name: str, *, currency: str, time_zone: str) -> SourceMapping | Refusal:
    """Return the mapping for a list of many courts, in whose terms the new ones are registered."""
    mapping = _mapping(name)
    if isinstance(mapping, Refusal):
        return mapping
    settled = mapping.settled(currency=currency, time_zone=time_zone)
    # Any name does: what is checked is the rest.
    founded = NewCourt(settled.name, settled.time_zone, settled.currency)
    refusals = check_court(founded, known=False)
    return next(iter(refusals.values()), settled)


def fitting(terms: CourtTerms | None) -> tuple[SourceMapping, ...]:
    """Return the mappings that a court can use: those of its currency, and those that name none."""
    return tuple(m for m in MAPPINGS if terms is None or m.currency in ("", terms.currency))


def _mapping(name: str) -> SourceMapping | Refusal:
    try:
        return mapping_of(name)
    except UnknownMapping:
        known = ", ".join(mapping.name for mapping in MAPPINGS)
        return Refusal(FileReason.MAPPING_UNKNOWN, "", {"given": name[:40] or "–", "known": known})
