"""What a visitor may choose by, with how many lots each choice has, and addresses with one choice less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auction.rounds.terms import RoundKind
from auction.rules.asset_class import AssetClass
from listings.catalogue.shelf import FACETS, Chosen, Tally
from listings.listing import Status

# Nobody reads more names of courts or regions; whoever looks for another one writes it.
CHOICES_MAX = 100
# What shows at once; the others unfold.
CHOICES_SHOWN = 8
# What leaves lots out, and may be taken back one by one.
FILTERS = (
    *("q", *FACETS, "price_from", "price_to", "discount"),
    *("opens_from", "opens_to", "closes_from", "closes_to"),
)
_ORDERED = {"class": tuple(AssetClass), "round": tuple(RoundKind), "status": tuple(Status)}

Asked = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Choice:
    """One value of a facet, how many lots it has, and whether it is chosen."""

    value: str
    count: int
    is_chosen: bool


def choices_of(tally: Tally, chosen: Chosen) -> dict[str, list[Choice]]:
    """Return the choices of every facet: in their own order, or the most frequent first."""
    return {facet: _choices(tally, facet, chosen.get(facet, ())) for facet in FACETS}


def filters_of(asked: Asked) -> list[tuple[str, str]]:
    """Return name and value of all that leaves lots out."""
    return [(name, value) for name in FILTERS for value in asked.get(name, ())]


def without(asked: Asked, name: str, value: str = "") -> dict[str, list[str]]:
    """Return what is asked without one value, or without the whole name; on the first page again."""
    kept = {each: list(values) for each, values in asked.items() if each != "page"}
    left = [other for other in kept.pop(name, []) if value not in ("", other)]
    return kept | ({name: left} if left else {})


def _choices(tally: Tally, facet: str, chosen: Sequence[str]) -> list[Choice]:
    counts = {value: count for value, count in tally.choices[facet].items() if value}
    known = set(chosen) | set(counts)
    if facet in _ORDERED:
        values = [str(value) for value in _ORDERED[facet] if value in known]
    else:
        # Chosen ones never fall off the end, or they could not be taken back.
        values = sorted(known, key=lambda value: (value not in chosen, -counts.get(value, 0), value))
    return [Choice(value, counts.get(value, 0), value in chosen) for value in values[:CHOICES_MAX]]
