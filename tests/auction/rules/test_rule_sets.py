"""Rule sets are found by id and version, and every number carries its unit and source."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from fractions import Fraction

import orjson
import pytest

from auction.rules.rule_set import Parameter, RuleSet, Tag, Unit
from auction.rules.rule_sets import RULE_SETS, UnknownRuleSet, last_day, rule_set

# The digest of version 1.
CN_2016_18_1 = "5335f7bd873f0b4f1707c641a88ef04120fa01d15332426f3712cf59c1e7317d"


def test_the_newest_version_is_found_without_a_number_and_any_with_one():
    assert rule_set("cn-2016-18") == rule_set("cn-2016-18", 1)


@pytest.mark.parametrize(
    ("rule_set_id", "version"), [("cn-2016-18", 99), ("cn-2016-18", 0), ("nowhere", None)]
)
def test_what_was_never_published_is_not_found(rule_set_id, version):
    with pytest.raises(UnknownRuleSet, match=rule_set_id):
        rule_set(rule_set_id, version)


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        (lambda rules: rules.share("floor_round1"), Fraction(7, 10)),
        (lambda rules: rules.share("cut_max"), Fraction(1, 5)),
        (lambda rules: rules.share("deposit_min"), Fraction(1, 20)),
        (lambda rules: rules.share("deposit_max"), Fraction(1, 5)),
        (lambda rules: rules.span("min_window"), timedelta(hours=24)),
        (lambda rules: rules.span("ext_length"), timedelta(minutes=5)),
        (lambda rules: rules.span("refund_losers"), timedelta(hours=24)),
        (lambda rules: rules.days("round2_within"), 30),
        (lambda rules: rules.days("resume_max"), 5),
        (lambda rules: rules.count("prompts"), 7),
        (lambda rules: rules.count("min_bidders"), 1),
        (lambda rules: rules.share("commission"), 0),
        (lambda rules: rules.parameter("ext_cap").value, None),
    ],
)
def test_the_numbers_of_cn_2016_18(read, expected):
    assert read(rule_set("cn-2016-18", 1)) == expected


def test_trigger_and_length_of_the_extension_are_one_window():
    rules = rule_set("cn-2016-18", 1)

    assert rules.span("ext_trigger") == rules.span("ext_length")


@pytest.mark.parametrize(
    "parameter", [p for rules in RULE_SETS for p in rules.parameters], ids=lambda p: p.name
)
def test_every_number_says_where_it_stands(parameter):
    assert parameter.rule.startswith("R-")
    # What the law says has an article; a proposal of ours may name the one that it reads.
    assert parameter.tag is not Tag.STATUTE or parameter.article


def test_a_version_is_frozen():
    """A change of law is a new version: rounds are bound to the one that their notice named (R-100)."""
    rows = [[p.name, p.value, p.unit, p.article, p.tag, p.rule] for p in rule_set("cn-2016-18", 1).parameters]

    assert hashlib.sha256(orjson.dumps(rows)).hexdigest() == CN_2016_18_1


@pytest.mark.parametrize(("roll", "expected"), [("forward", date(2026, 5, 6)), ("none", date(2026, 5, 1))])
def test_whether_a_duty_moves_past_holidays_is_a_switch_of_the_rule_set(roll, expected):
    rows = (("holiday_roll", roll), ("working_days", "cn"))
    rules = RuleSet(
        "x", 1, tuple(Parameter(*row, Unit.CHOICE, "L6 §85", Tag.STATUTE, "R-28") for row in rows)
    )

    assert last_day(rules, date(2026, 5, 1)) == expected
