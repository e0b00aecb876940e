"""What the first page asks the list for, and which of the open lots close today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from auction.rules.days import local_date
from listings.listing import Line, Sort, Status, Wish

# Cards of one part of the page; the list has all.
SHOWN_MAX = 8

EVERYTHING = Wish()
WISHES = {
    "open": Wish(chosen={"status": (Status.OPEN,)}, sort=Sort.CLOSING),
    "upcoming": Wish(chosen={"status": (Status.UPCOMING,)}, sort=Sort.CLOSING),
    "sold": Wish(chosen={"status": (Status.SOLD,)}, sort=Sort.CLOSING),
}


def split_by_day(lines: Sequence[Line], *, now: datetime) -> tuple[list[Line], list[Line]]:
    """Return the lots that close today where their court sits, and the others, in their order."""
    today, later = list[Line](), list[Line]()
    for line in lines:
        closes_on = local_date(line.closes_at, line.time_zone)
        (today if closes_on == local_date(now, line.time_zone) else later).append(line)
    return today, later
