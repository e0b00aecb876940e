"""Until when a lot that found no buyer must come to its second round (R-69)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auction.rules.asset_class import AssetClass
from auction.rules.days import day_after, local_date
from auction.rules.lead_times import lead_days
from auction.rules.rule_set import RuleSet
from auction.rules.rule_sets import last_day

# A notice takes two people; a week before its last day the desk says so aloud.
NEAR = timedelta(days=7)


@dataclass(frozen=True)
class SecondRound:
    """The last day on which the second round may open, and on which its notice may be published for that."""

    opens_by: date
    published_by: date
    days_left: int
    days_at_most: int

    @property
    def is_late(self) -> bool:
        """Say whether no notice can be in time any more, not even where the last day moves on (R-28)."""
        return self.days_at_most < 0

    @property
    def is_near(self) -> bool:
        """Say whether little time is left."""
        return not self.is_late and self.days_left <= NEAR.days


def second_round(
    failed_at: datetime, *, asset_class: AssetClass, rules: RuleSet, time_zone: str, at: datetime
) -> SecondRound:
    """Return the two last days to aim at.

    ``days_left`` counts to that of the publication, ``days_at_most`` to the one that the law leaves.
    """
    opens_by = day_after(failed_at, rules.days("round2_within"), time_zone)
    lead = timedelta(days=lead_days(rules, asset_class=asset_class, second=True))
    today, published_by = local_date(at, time_zone), opens_by - lead
    at_most = last_day(rules, opens_by) - lead
    return SecondRound(opens_by, published_by, (published_by - today).days, (at_most - today).days)
