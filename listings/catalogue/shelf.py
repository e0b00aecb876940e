"""The shelves of the catalogue, and how many listings each choice of a visitor would leave.

All listings that agree in class, region, court, round, status and currency stand on one shelf.
The counts beside the choices of one facet honour what was chosen in all others, not in its own:
who chose movable property still sees how many immovables there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

# The names by which an address chooses, in the order of a shelf's fields.
FACETS = ("class", "region", "court", "round", "status", "currency")

Chosen = Mapping[str, tuple[str, ...]]


class Shelf(NamedTuple):
    """Where a listing stands."""

    asset_class: str
    region: str
    court_id: str
    kind: str
    status: str
    currency: str


@dataclass(frozen=True)
class Tally:
    """How many listings match all that was chosen, and how many each choice of each facet has."""

    count: int
    choices: Mapping[str, Mapping[str, int]]

    def of(self, facet: str, value: str) -> int:
        """Return how many listings a choice has."""
        return self.choices[facet].get(value, 0)

    def without(self, facet: str) -> int:
        """Return how many would match if nothing were chosen in this facet."""
        return sum(self.choices[facet].values())


def roll_up(shelves: Iterable[tuple[Shelf, int]], chosen: Chosen) -> Tally:
    """Count by facet what stands on the shelves."""
    count = 0
    counts: list[dict[str, int]] = [{} for _ in FACETS]
    wanted = [(place, set(chosen[facet])) for place, facet in enumerate(FACETS) if chosen.get(facet)]
    everywhere = range(len(FACETS))
    for shelf, standing in shelves:
        missed = [place for place, values in wanted if shelf[place] not in values]
        count += standing if not missed else 0
        # What misses in one facet alone is what another choice in that facet would bring.
        places = everywhere if not missed else missed if len(missed) == 1 else ()
        for place in places:
            counts[place][shelf[place]] = counts[place].get(shelf[place], 0) + standing
    return Tally(count, dict(zip(FACETS, counts, strict=True)))
