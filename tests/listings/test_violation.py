"""Violations are kept as text and read back unchanged."""

from __future__ import annotations

from datetime import UTC, datetime

from auction.kernel.money import Money
from auction.kernel.refusal import Refusal
from listings.violation import format_violations, parse_violations


def test_what_is_written_is_read_back() -> None:
    refusals = (
        Refusal("price_below_floor", "R-18", {"floor": Money(71_400_000, "CNY"), "days": 15, "text": "房"}),
        Refusal("notice_too_short", "R-21", {"earliest": datetime(2026, 3, 1, 2, tzinfo=UTC)}),
        Refusal("bare", ""),
    )

    assert parse_violations(format_violations(refusals)) == refusals
