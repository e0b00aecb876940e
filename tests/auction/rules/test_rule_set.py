"""A parameter is read in its own unit and named once."""

from __future__ import annotations

import pytest

from auction.rules.rule_set import Parameter, RuleSet, Tag, Unit
from auction.rules.rule_sets import rule_set


def test_a_number_is_not_read_in_another_unit():
    with pytest.raises(AssertionError, match="counts"):
        rule_set("cn-2016-18").days("floor_round1")


def test_a_parameter_is_named_once():
    twice = Parameter("prompts", 7, Unit.COUNT, "", Tag.DESIGN, "R-24")

    with pytest.raises(AssertionError, match="once"):
        RuleSet("x", 1, (twice, twice))
