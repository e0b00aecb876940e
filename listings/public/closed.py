"""Ended sales: what a visitor may ask for, one of them as a line, and the figures of many."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from zoneinfo import ZoneInfo

from auction.kernel.money import Money
from auction.rules.asset_class import AssetClass
from listings.listing import Status, read_page
from listings.public.share import per_cent, premium, rate

# Rounds on one page; each with ten figures.
ROWS_MAX = 20
# Figures are of at most so many rounds, the newest: the page says so when there are more.
FIGURED_MAX = 2_000
# Months offered: two years of sales; older ones are in the exports.
MONTHS_MAX = 24
ASKED = ("court", "class", "outcome", "month")
OUTCOMES = (Status.SOLD, Status.UNSOLD)
_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)


@dataclass(frozen=True)
class Wish:
    """What a visitor asks of the ended sales; a month is of the court's own calendar."""

    court_id: str = ""
    asset_class: str = ""
    outcome: str = ""
    month: str = ""
    page: int = 1


@dataclass(frozen=True)
class Ended:
    """One ended round."""

    lot_id: str
    round_id: str
    title: str
    language: str
    court_name: str
    time_zone: str
    asset_class: AssetClass
    kind: str
    photo_id: str
    status: Status
    starting_price: Money
    hammer_price: Money | None
    reference_price: Money | None
    bid_count: int
    bidder_count: int
    extension_count: int
    duration: timedelta
    closed_at: datetime

    @property
    def premium(self) -> int | None:
        """Return by how many per cent it was sold above its starting price."""
        return premium(self.hammer_price, self.starting_price) if self.hammer_price else None

    @property
    def of_reference(self) -> int | None:
        """Return at how many per cent of its reference price it was sold."""
        if self.hammer_price is None or self.reference_price is None:
            return None
        return per_cent(self.hammer_price, self.reference_price)


@dataclass(frozen=True)
class Figures:
    """What can be said of many ended rounds, counted from their rows."""

    count: int
    sold_count: int
    median_premium: int | None

    @property
    def sale_rate(self) -> int:
        """Return how many of them were sold, in per cent."""
        return rate(self.sold_count, self.count)

    @property
    def is_cut(self) -> bool:
        """Say whether there may be more of them than were counted."""
        return self.count >= FIGURED_MAX


def figures_of(rounds: Sequence[tuple[Money | None, Money]]) -> Figures:
    """Count ended rounds, each by its hammer price, if it has one, and its starting price.

    Of an even number of premiums the lower of the two middle ones is the median: half of the sold
    rounds reached it or more.
    """
    sold = [(hammer, starting) for hammer, starting in rounds if hammer is not None]
    sold.sort(key=lambda prices: Fraction(prices[0].minor, prices[1].minor))
    median = premium(*sold[(len(sold) - 1) // 2]) if sold else None
    return Figures(len(rounds), len(sold), median)


def read_closed(asked: Mapping[str, str]) -> Wish:
    """Read the address of the page; what names nothing is left out."""
    month = asked.get("month", "")
    return Wish(
        court_id=asked.get("court", "")[:32],
        asset_class=_one_of(asked.get("class", ""), AssetClass),
        outcome=_one_of(asked.get("outcome", ""), OUTCOMES),
        month=month if _MONTH.fullmatch(month) else "",
        page=read_page(asked.get("page", "")),
    )


def bounds_of(month: str, time_zone: str) -> tuple[datetime, datetime]:
    """Return the first moment of a month in a zone, and the first after it."""
    year, number = (int(part) for part in month.split("-"))
    zone = ZoneInfo(time_zone)
    first = datetime(year, number, 1, tzinfo=zone)
    after = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=zone)
    return first.astimezone(UTC), after.astimezone(UTC)


def months_until(at: datetime) -> tuple[str, ...]:
    """Return the months that are offered, this one first."""
    count = at.year * 12 + at.month - 1
    return tuple(f"{(count - ago) // 12}-{(count - ago) % 12 + 1:02d}" for ago in range(MONTHS_MAX))


def _one_of(text: str, known: object) -> str:
    names = {str(each) for each in known}  # type: ignore[attr-defined]  # an enum or some of its members
    return text if text in names else ""
