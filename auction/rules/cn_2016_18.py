"""The rule set ``cn-2016-18``: the online judicial auction provisions of mainland China.

L1 is 法释〔2016〕18号; the other keys are those of the rulebook.  Percentages are of what the rule
names; days are counted by R-28.
"""

from __future__ import annotations

from auction.rules.rule_set import Parameter, ParameterValue, RuleSet, Tag, Unit

Row = tuple[str, ParameterValue, Unit, str, Tag, str]

_ROWS: tuple[Row, ...] = (
    # Price
    ("floor_round1", 70, Unit.PERCENT, "L1 §10", Tag.STATUTE, "R-18"),
    ("hidden_reserve", False, Unit.CHOICE, "L1 §10", Tag.STATUTE, "R-18"),
    ("round2_within", 30, Unit.DAYS, "L1 §26", Tag.STATUTE, "R-69"),
    ("cut_max", 20, Unit.PERCENT, "L1 §26", Tag.STATUTE, "R-69"),
    ("auction_rounds_max", 2, Unit.COUNT, "L1 §26", Tag.STATUTE, "R-71"),
    # Notice
    ("notice_first_movable", 15, Unit.DAYS, "L1 §12", Tag.STATUTE, "R-21"),
    ("notice_first_immovable", 30, Unit.DAYS, "L1 §12", Tag.STATUTE, "R-21"),
    ("notice_first_other_right", 30, Unit.DAYS, "L1 §12", Tag.STATUTE, "R-21"),
    ("notice_second_movable", 7, Unit.DAYS, "L1 §26", Tag.STATUTE, "R-21"),
    ("notice_second_immovable", 15, Unit.DAYS, "L1 §26", Tag.STATUTE, "R-21"),
    ("notice_second_other_right", 15, Unit.DAYS, "L1 §26", Tag.STATUTE, "R-21"),
    ("first_day_counted", False, Unit.CHOICE, "L6 §85", Tag.STATUTE, "R-28"),
    ("disclosure_items", 11, Unit.COUNT, "L1 §13", Tag.STATUTE, "R-23"),
    ("prompts", 7, Unit.COUNT, "L1 §14", Tag.STATUTE, "R-24"),
    # Deposit and standing
    ("deposit_min", 5, Unit.PERCENT, "L1 §17", Tag.STATUTE, "R-30"),
    ("deposit_max", 20, Unit.PERCENT, "L1 §17", Tag.STATUTE, "R-30"),
    ("deposit_deadline", "end_of_bidding", Unit.CHOICE, "L1 §18", Tag.STATUTE, "R-31"),
    ("min_bidders", 1, Unit.COUNT, "L1 §11", Tag.STATUTE, "R-48"),
    ("defaulter_banned", True, Unit.CHOICE, "L1 §24", Tag.STATUTE, "R-36"),
    # Bidding
    ("min_window", 24, Unit.HOURS, "L1 §20", Tag.STATUTE, "R-42"),
    ("ext_trigger", 300, Unit.SECONDS, "L1 §20", Tag.STATUTE, "R-43"),
    ("ext_length", 300, Unit.SECONDS, "L1 §20", Tag.STATUTE, "R-43"),
    ("ext_anchor", "bid_time", Unit.CHOICE, "L1 §20", Tag.STATUTE, "R-43"),
    ("ext_cap", None, Unit.CHOICE, "L1 §20", Tag.STATUTE, "R-43"),
    ("priority_equal_bid", True, Unit.CHOICE, "L1 §21", Tag.STATUTE, "R-46"),
    ("self_raise", False, Unit.CHOICE, "", Tag.PRACTICE, "R-41"),
    ("confirm_increments", 10, Unit.COUNT, "", Tag.DESIGN, "R-41"),
    # Stay
    ("resume_max", 5, Unit.DAYS, "L1 §28", Tag.STATUTE, "R-55"),
    ("resume_mode", "remaining_time", Unit.CHOICE, "", Tag.DESIGN, "R-55"),
    # Money
    ("refund_losers", 24, Unit.HOURS, "L1 §23", Tag.STATUTE, "R-61"),
    ("winner_deposit_transfer", 24, Unit.HOURS, "L1 §25", Tag.STATUTE, "R-62"),
    ("balance_due", "per_notice", Unit.CHOICE, "L1 §25", Tag.STATUTE, "R-63"),
    ("commission", 0, Unit.PERCENT, "", Tag.DESIGN, "R-75"),
    # Record
    ("retention", 10, Unit.YEARS, "L1 §29", Tag.STATUTE, "R-98"),
)

CN_2016_18_V1 = RuleSet("cn-2016-18", 1, tuple(Parameter(*row) for row in _ROWS))
