"""What an officer may ask the list of the desk for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from listings.listing import Status, read_page
from listings.lot import LotState
from listings.search import QUERY_LENGTH_MAX, normalise

# What the address of the list may ask.
ASKED = ("q", "state", "status", "case", "violations")


@dataclass(frozen=True)
class DeskWish:
    """Which lots a page of the desk shows; empty means all."""

    state: str = ""
    status: str = ""
    case_id: str = ""
    with_violations: bool = False
    returned: bool = False
    words: str = ""
    page: int = 1


def read_desk_wish(asked: Mapping[str, str]) -> DeskWish:
    """Read the address of the list; what names nothing is left out."""
    state, status = asked.get("state", ""), asked.get("status", "")
    return DeskWish(
        state=state if state in set(LotState) else "",
        status=status if status in set(Status) else "",
        case_id=asked.get("case", "")[:32],
        with_violations="violations" in asked,
        words=normalise(asked.get("q", "")[:QUERY_LENGTH_MAX]),
        page=read_page(asked.get("page", "")),
    )
