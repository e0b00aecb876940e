"""The eleven things that are public on the day of publication, as a notice has them (R-23)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from listings.bundle import Withheld


@dataclass(frozen=True)
class Disclosed:
    """One of the eleven: its number, its name, what the notice says, and where the page shows it.

    ``texts`` are words of the notice, in its language; ``document_id`` is the document that is shown, or
    ``withheld`` the code of the reason why it is not.  A thing with neither words nor a place does not
    apply to this lot, and the page says so.
    """

    number: int
    name: str
    texts: tuple[str, ...] = ()
    place: str = ""
    document_id: str = ""
    withheld: str = ""

    @property
    def applies(self) -> bool:
        """Say whether the notice has it."""
        return bool(self.texts or self.place)


def disclosed(paper: Mapping[str, Any]) -> tuple[Disclosed, ...]:
    """Return the eleven in the order of the law, of a parsed notice."""
    words = paper["words"]

    def says(*names: str) -> tuple[str, ...]:
        return tuple(words[name] for name in names if words.get(name))

    rules = says("bidder_conditions", "rights_and_duties", "legal_liability", "panel_decision")
    priorities = tuple(f"{place['rank']}. {place['basis']}" for place in paper["priorities"])
    found: tuple[tuple[str, tuple[str, ...], str], ...] = (
        ("notice", (), "notices"),
        ("enforcement_basis", says("enforcement_basis"), ""),
        ("pricing_basis", says("pricing_basis"), "documents" if paper["documents"] else ""),
        ("rules", rules, "terms"),
        ("occupation", says("occupation"), "photos" if paper["photos"] else ""),
        ("priority_holders", (*says("priority_holders"), *priorities), ""),
        ("parties_notified", says("parties_notified"), ""),
        ("payment_method", says("payment_method"), ""),
        ("taxes", says("taxes"), ""),
        ("court", (paper["court_name"], paper["court_contact"], paper["supervision"]), ""),
        ("other", says("viewing", "remarks"), ""),
    )
    eleven = (Disclosed(number, *each) for number, each in enumerate(found, 1))
    return tuple(_with_document(each, paper.get("enforcement_shown", "")) for each in eleven)


def _with_document(each: Disclosed, chosen: str) -> Disclosed:
    """Add to the enforced document where it is shown, or why it is not."""
    if each.name != "enforcement_basis" or not chosen:
        return each
    if chosen in set(Withheld):
        return replace(each, withheld=chosen)
    return replace(each, document_id=chosen)
