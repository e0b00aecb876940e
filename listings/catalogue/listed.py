"""What the catalogue keeps of a published notice, and of the board of its round as it moves.

Days are those of the court, whose notice names them; a discount is how far the price lies below the
reference price, in whole percent, rounded down.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from auction.rules.days import local_date
from listings.catalogue.region import region_of
from listings.catalogue.shelf import Shelf
from listings.listing import Status

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# More microseconds than any closing time counts (the year 5138), so that groups never mix.
_GROUP = 10**17
_GROUPS = {Status.OPEN: 0, Status.UPCOMING: 1, Status.SUSPENDED: 1}


@dataclass(frozen=True)
class Listed:
    """A published lot as the catalogue takes it in, from its newest notice."""

    lot_id: str
    round_id: str
    court_id: str
    notice_version: int
    published_at: datetime
    title: str
    language: str
    asset_class: str
    place: str
    photo_id: str | None
    photo_alt: str
    kind: str
    currency: str
    reference_price_minor: int
    starting_price_minor: int
    opens_at: datetime
    closes_at: datetime
    time_zone: str
    search_text: str

    @property
    def shelf(self) -> Shelf:
        """Return where the listing stands when its notice is published."""
        return Shelf(
            asset_class=self.asset_class,
            region=region_of(self.place),
            court_id=self.court_id,
            kind=self.kind,
            status=Status.UPCOMING.value,
            currency=self.currency,
        )

    @property
    def standing(self) -> Standing:
        """Return how the round stands when its notice is published."""
        return Standing(Status.UPCOMING, self.starting_price_minor, self.opens_at, self.closes_at, 0)


@dataclass(frozen=True)
class Standing:
    """How a round stands, in what a visitor searches by."""

    status: Status
    price_minor: int
    opens_at: datetime
    closes_at: datetime
    board_version: int


def columns_of(standing: Standing, *, reference_price_minor: int, time_zone: str) -> dict[str, Any]:
    """Return what a listing keeps of how its round stands."""
    return {
        "status": standing.status.value,
        "price_minor": standing.price_minor,
        "discount": discount(standing.price_minor, reference_price_minor),
        "opens_on": local_date(standing.opens_at, time_zone),
        "closes_on": local_date(standing.closes_at, time_zone),
        "closing_order": closing_order(standing.status, standing.closes_at),
        "board_version": standing.board_version,
    }


def discount(price_minor: int, reference_price_minor: int) -> int:
    """Return how many whole percent the price lies below the reference price; 0 when it does not."""
    if reference_price_minor <= 0 or price_minor >= reference_price_minor:
        return 0
    return 100 * (reference_price_minor - price_minor) // reference_price_minor


def closing_order(status: Status, closes_at: datetime) -> int:
    """Return the place in the list: what runs first, the soonest end on top; of what ended, the latest."""
    microseconds = (closes_at - _EPOCH) // _MICROSECOND
    group = _GROUPS.get(status, 2)
    return group * _GROUP + (microseconds if group < 2 else _GROUP - microseconds)


@dataclass(frozen=True)
class Moved:
    """A listing whose board moved: where it belongs now."""

    number: int
    round_id: str
    shelf: Shelf
    standing: Standing
    reference_price_minor: int
    time_zone: str
