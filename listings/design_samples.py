"""Made-up values that the page of the design shows its parts with; they stand in no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from auction.rounds.terms import Reason as TermsReason
from auction.rules.asset_class import AssetClass
from listings.listing import Line, Status

ZONE = "Asia/Shanghai"
CURRENCY = "CNY"


@dataclass(frozen=True)
class Step:
    """One step of a timeline or of a flow."""

    label: str
    state: str
    at: datetime | None = None
    note: str = ""
    address: str = ""
    current: bool = False


def lines(now: datetime) -> list[Line]:
    """Return a lot in each state that a visitor may meet."""
    titles = ("Flat of 98 m²", "小型轿车", "五軸加工中心", "Right to use 3.2 ha", "Trade mark", "Box truck")
    return [
        Line(
            lot_id=f"sample-{place}",
            round_id=f"sample-{place}",
            title=title,
            place="Lakeside",
            court_name="Lakeside District People's Court",
            time_zone=ZONE,
            language=("en", "zh-Hans", "zh-Hant", "en", "en", "en")[place],
            asset_class=list(AssetClass)[place % 3],
            kind="SECOND" if place == 1 else "FIRST",
            status=status,
            starting_price=Money(71_400_000, CURRENCY),
            price=Money(71_400_000 + place * 1_000_000, CURRENCY),
            discount=(30, 44, 0, 12, 0, 0)[place],
            bid_count=(0, 17, 0, 377, 0, 0)[place],
            opens_at=now + timedelta(days=9),
            closes_at=now + timedelta(hours=3, minutes=place),
            photo_id="",
            photo_alt="",
            reference_price=Money(102_000_000, CURRENCY),
            published_at=now - timedelta(days=31),
        )
        for place, (title, status) in enumerate(zip(titles, Status, strict=True))
    ]


def refusals() -> list[Refusal]:
    """Return refusals with their rule and their numbers."""
    price, floor = Money(71_399_999, CURRENCY), Money(71_400_000, CURRENCY)
    reference = Money(102_000_000, CURRENCY)
    return [
        Refusal(
            TermsReason.PRICE_BELOW_FLOOR, "R-18", {"price": price, "floor": floor, "reference": reference}
        ),
        Refusal(
            TermsReason.DEPOSIT_TOO_SMALL,
            "R-30",
            {"deposit": Money(3_500_000, CURRENCY), "least": Money(3_570_000, CURRENCY)},
        ),
    ]


def deposit_and_balance() -> tuple[Money, Money]:
    """Return what one buyer paid, in two parts."""
    return Money(7_140_000, CURRENCY), Money(65_260_000, CURRENCY)
