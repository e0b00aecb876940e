"""The shelves of the catalogue, and how many listings each choice of a visitor would leave.

All listings that agree in class, region, court, round, status and currency stand on one shelf.
The counts beside the choices of one facet honour what was chosen in all others, not in its own:
who chose movable property still sees how many immovables there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass

# The names by which an address chooses, in the order of a shelf's fields.
FACETS = ("class", "region", "court", "round", "status", "currency")

Chosen = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Shelf:
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


# Where nothing was looked for.
NOTHING = Tally(0, {facet: {} for facet in FACETS})


def roll_up(shelves: Iterable[tuple[Shelf, int]], chosen: Chosen) -> Tally:
    """Count by facet what stands on the shelves."""
    count = 0
    choices: dict[str, dict[str, int]] = {facet: {} for facet in FACETS}
    for shelf, standing in shelves:
        values = dict(zip(FACETS, astuple(shelf), strict=True))
        missed = [facet for facet in FACETS if chosen.get(facet) and values[facet] not in chosen[facet]]
        count += standing if not missed else 0
        if len(missed) > 1:
            continue
        for facet in missed or FACETS:
            counts = choices[facet]
            counts[values[facet]] = counts.get(values[facet], 0) + standing
    return Tally(count, choices)
