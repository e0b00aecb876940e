"""The rule sets that exist, by id and version."""

from __future__ import annotations

from datetime import date

from auction.rules.calendar import Calendar, rolled
from auction.rules.cn_2016_18 import CN_2016_18_V1
from auction.rules.cn_calendar import CN_CALENDAR
from auction.rules.rule_set import RuleSet

# The calendars by the names that rule sets give them.
CALENDARS = {"cn": CN_CALENDAR}
RULE_SETS: tuple[RuleSet, ...] = (CN_2016_18_V1,)
# The regime by which new lots are prepared, and by which a court works that has no lot yet.
CURRENT = CN_2016_18_V1.id


class UnknownRuleSet(KeyError):
    """Nobody published a rule set of that id and version."""


def rule_set(rule_set_id: str, version: int | None = None) -> RuleSet:
    """Return the rule set of that version, or its newest when no version is named (R-100)."""
    found = [rules for rules in RULE_SETS if rules.id == rule_set_id and version in (None, rules.version)]
    if not found:
        raise UnknownRuleSet(f"{rule_set_id}@{version or 'newest'}")
    return max(found, key=lambda rules: rules.version)


def last_day(rules: RuleSet, day: date) -> date:
    """Return the day on which a duty of the court ends whose period ends on that day (R-28)."""
    return rolled(day, calendar_of(rules)) if rules.choice("holiday_roll") == "forward" else day


def calendar_of(rules: RuleSet) -> Calendar:
    """Return the working days by which a rule set counts (R-28)."""
    return CALENDARS[str(rules.choice("working_days"))]
