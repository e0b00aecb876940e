"""How long before the start a notice must be published (R-21)."""

from __future__ import annotations

from datetime import datetime

from auction.rules.asset_class import AssetClass
from auction.rules.days import day_after, start_of
from auction.rules.rule_set import RuleSet


def lead_days(rules: RuleSet, *, asset_class: AssetClass, second: bool) -> int:
    """Return the least days from publication to start for a first or a second round."""
    round_name = "second" if second else "first"
    return rules.days(f"notice_{round_name}_{asset_class.value.lower()}")


def earliest_start(
    rules: RuleSet, *, asset_class: AssetClass, second: bool, published_at: datetime, time_zone: str
) -> datetime:
    """Return the first instant at which a round published then may open.

    Published on 2026-03-01, a movable may start on 2026-03-16 and a flat on 2026-03-31.
    """
    days = lead_days(rules, asset_class=asset_class, second=second)
    return start_of(day_after(published_at, days, time_zone), time_zone)
