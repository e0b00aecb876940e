"""What stands on the shelves is counted for every choice as counting lot by lot would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from listings.catalogue.shelf import FACETS, Chosen, Shelf, Tally, roll_up

VALUES = st.sampled_from(("a", "b", "c"))
SHELVES = st.builds(Shelf, *([VALUES] * len(FACETS)))
LOTS = st.lists(SHELVES, max_size=40)
CHOSEN = st.dictionaries(st.sampled_from(FACETS), st.lists(VALUES, max_size=2).map(tuple))


def counted_one_by_one(lots: list[Shelf], chosen: Chosen) -> Tally:
    """Count every choice by looking at every lot: slow, and plain to see."""

    def suits(lot: Shelf, facet: str) -> bool:
        return not chosen.get(facet) or lot[FACETS.index(facet)] in chosen[facet]

    choices = {}
    for facet in FACETS:
        others = [each for each in FACETS if each != facet]
        seen = [lot[FACETS.index(facet)] for lot in lots if all(suits(lot, other) for other in others)]
        choices[facet] = {value: seen.count(value) for value in seen}
    return Tally(sum(all(suits(lot, facet) for facet in FACETS) for lot in lots), choices)


@given(LOTS, CHOSEN)
def test_choices_count_what_they_would_leave(lots: list[Shelf], chosen: Chosen) -> None:
    shelves = [(shelf, lots.count(shelf)) for shelf in set(lots)]

    assert roll_up(shelves, chosen) == counted_one_by_one(lots, chosen)


def test_a_facet_still_counts_what_was_not_chosen_in_it() -> None:
    flat = Shelf("IMMOVABLE", "杭州市", "c1", "FIRST", "open", "CNY")
    shelves = [(flat, 812), (flat._replace(asset_class="MOVABLE"), 90), (flat._replace(status="sold"), 7)]

    tally = roll_up(shelves, {"class": ("MOVABLE",), "status": ("open",)})

    assert (tally.count, tally.without("class"), tally.without("status")) == (90, 902, 90)
    assert (tally.of("class", "IMMOVABLE"), tally.of("class", "SHIP")) == (812, 0)
    assert roll_up([], {}).count == roll_up([], {}).without("court") == 0
