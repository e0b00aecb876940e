"""The rule set ``cn-2016-18``: the online judicial auction provisions of mainland China.

L1 is 法释〔2016〕18号; the other keys are those of the rulebook.  Percentages are of what the rule
names; days are counted by R-28.
"""

from __future__ import annotations

from auction.rules.rule_set import Parameter, ParameterValue, RuleSet, Tag, Unit


def _law(name: str, value: ParameterValue, unit: Unit, article: str, rule: str) -> Parameter:
    return Parameter(name, value, unit, article, Tag.STATUTE, rule)


def _other(name: str, value: ParameterValue, unit: Unit, tag: Tag, rule: str) -> Parameter:
    return Parameter(name, value, unit, "", tag, rule)


CN_2016_18_V1 = RuleSet(
    id="cn-2016-18",
    version=1,
    parameters=(
        # Price
        _law("floor_round1", 70, Unit.PERCENT, "L1 §10", "R-18"),
        _law("hidden_reserve", False, Unit.CHOICE, "L1 §10", "R-18"),
        _law("round2_within", 30, Unit.DAYS, "L1 §26", "R-69"),
        _law("cut_max", 20, Unit.PERCENT, "L1 §26", "R-69"),
        _law("auction_rounds_max", 2, Unit.COUNT, "L1 §26", "R-71"),
        # Notice
        _law("notice_first_movable", 15, Unit.DAYS, "L1 §12", "R-21"),
        _law("notice_first_immovable", 30, Unit.DAYS, "L1 §12", "R-21"),
        _law("notice_first_other_right", 30, Unit.DAYS, "L1 §12", "R-21"),
        _law("notice_second_movable", 7, Unit.DAYS, "L1 §26", "R-21"),
        _law("notice_second_immovable", 15, Unit.DAYS, "L1 §26", "R-21"),
        _law("notice_second_other_right", 15, Unit.DAYS, "L1 §26", "R-21"),
        _law("first_day_counted", False, Unit.CHOICE, "L6 §85", "R-28"),
        _law("disclosure_items", 11, Unit.COUNT, "L1 §13", "R-23"),
        _law("prompts", 7, Unit.COUNT, "L1 §14", "R-24"),
        # Deposit and standing
        _law("deposit_min", 5, Unit.PERCENT, "L1 §17", "R-30"),
        _law("deposit_max", 20, Unit.PERCENT, "L1 §17", "R-30"),
        _law("deposit_deadline", "end_of_bidding", Unit.CHOICE, "L1 §18", "R-31"),
        _law("min_bidders", 1, Unit.COUNT, "L1 §11", "R-48"),
        _law("defaulter_banned", True, Unit.CHOICE, "L1 §24", "R-36"),
        # Bidding
        _law("min_window", 24, Unit.HOURS, "L1 §20", "R-42"),
        _law("ext_trigger", 300, Unit.SECONDS, "L1 §20", "R-43"),
        _law("ext_length", 300, Unit.SECONDS, "L1 §20", "R-43"),
        _law("ext_anchor", "bid_time", Unit.CHOICE, "L1 §20", "R-43"),
        _law("ext_cap", None, Unit.CHOICE, "L1 §20", "R-43"),
        _law("priority_equal_bid", True, Unit.CHOICE, "L1 §21", "R-46"),
        _other("self_raise", False, Unit.CHOICE, Tag.PRACTICE, "R-41"),
        _other("confirm_increments", 10, Unit.COUNT, Tag.DESIGN, "R-41"),
        # Stay
        _law("resume_max", 5, Unit.DAYS, "L1 §28", "R-55"),
        _other("resume_mode", "remaining_time", Unit.CHOICE, Tag.DESIGN, "R-55"),
        # Money
        _law("refund_losers", 24, Unit.HOURS, "L1 §23", "R-61"),
        _law("winner_deposit_transfer", 24, Unit.HOURS, "L1 §25", "R-62"),
        _law("balance_due", "per_notice", Unit.CHOICE, "L1 §25", "R-63"),
        _other("commission", 0, Unit.PERCENT, Tag.DESIGN, "R-75"),
        # Record
        _law("retention", 10, Unit.YEARS, "L1 §29", "R-98"),
    ),
)
