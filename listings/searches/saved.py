"""A saved search: its name, and what it asks, written as the address of the list says it.

Only what the list knows is kept, in one order, never an address as it came::

    q=%E6%88%BF%E4%BA%A7&court=01a2&status=open&status=upcoming
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qs, urlencode

from auction.kernel.refusal import Refusal
from listings.catalogue.choices import Asked
from listings.listing import read_asked
from listings.reason import Reason

# As many as one page shows with what each finds now, counted when it is opened.
SAVED_SEARCHES_MAX = 20
# A line of a list.
NAME_LENGTH_MAX = 100
# All choices of all facets, in letters that an address must write in three signs each.
FIELDS_MAX = 200


@dataclass(frozen=True)
class SavedSearch:
    """One search that an account keeps; a deleted one can still come back."""

    id: str
    name: str
    query: str
    created_at: datetime
    deleted_at: datetime | None = None

    @property
    def asked(self) -> Asked:
        """Return what it asks the list for."""
        return parse_query(self.query)


def format_query(asked: Asked) -> str:
    """Write what is asked as the address of the list says it; on the first page."""
    return urlencode({name: values for name, values in asked.items() if name != "page"}, doseq=True)


def parse_query(query: str) -> Asked:
    """Read what ``format_query`` wrote."""
    return read_asked(parse_qs(query, max_num_fields=FIELDS_MAX))


def propose_name(said: Sequence[str]) -> str:
    """Return a name for a search, from what it asks in words, without the quotation marks of any language."""
    return " · ".join(each.strip("“”「」") for each in said)[:NAME_LENGTH_MAX]


def judge_name(name: str) -> Refusal | None:
    """Return why a search cannot bear this name."""
    if not name:
        return Refusal(Reason.SEARCH_WITHOUT_NAME, "")
    if len(name) > NAME_LENGTH_MAX:
        return Refusal(Reason.TEXT_TOO_LONG, "", {"length": len(name), "length_max": NAME_LENGTH_MAX})
    return None


def judge_new(name: str, kept_count: int) -> Refusal | None:
    """Return why one more search under this name cannot be kept."""
    if kept_count >= SAVED_SEARCHES_MAX:
        return Refusal(Reason.TOO_MANY_SEARCHES, "", {"searches_max": SAVED_SEARCHES_MAX})
    return judge_name(name)


def judge_restore(search: SavedSearch, kept_count: int) -> Refusal | None:
    """Return why a search cannot come back; one that was not deleted is there."""
    return judge_new(search.name, kept_count) if search.deleted_at is not None else None


def count_kept(searches: Iterable[SavedSearch]) -> int:
    """Return how many of the searches are not deleted."""
    return sum(search.deleted_at is None for search in searches)
