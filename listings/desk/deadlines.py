"""Until when a lot that found no buyer must come to its second round (R-69)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auction.rules.asset_class import AssetClass
from auction.rules.days import day_after, local_date
from auction.rules.lead_times import lead_days
from auction.rules.rule_set import RuleSet

# A notice takes two people; a week before its last day the desk says so aloud.
NEAR = timedelta(days=7)


@dataclass(frozen=True)
class SecondRound:
    """The last day on which the second round may open, and on which its notice may be published for that."""

    opens_by: date
    published_by: date
    days_left: int

    @property
    def is_late(self) -> bool:
        """Say whether no notice can be in time any more."""
        return self.days_left < 0

    @property
    def is_near(self) -> bool:
        """Say whether little time is left."""
        return 0 <= self.days_left <= NEAR.days


def second_round(
    failed_at: datetime, *, asset_class: AssetClass, rules: RuleSet, time_zone: str, at: datetime
) -> SecondRound:
    """Return the two last days; ``days_left`` counts to that of the publication."""
    opens_by = day_after(failed_at, rules.days("round2_within"), time_zone)
    published_by = opens_by - timedelta(days=lead_days(rules, asset_class=asset_class, second=True))
    return SecondRound(opens_by, published_by, (published_by - local_date(at, time_zone)).days)
