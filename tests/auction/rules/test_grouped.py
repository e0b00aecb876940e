"""Every parameter is read in one group, and has words for what it does, for its value and for its tag."""

from __future__ import annotations

import pytest

from auction.rules.grouped import grouped
from auction.rules.meanings import GROUPS, TAGS
from auction.rules.rule_set import Tag
from auction.rules.rule_sets import RULE_SETS


@pytest.mark.parametrize("rules", RULE_SETS, ids=lambda rules: f"{rules.id}@{rules.version}")
def test_every_parameter_is_in_one_group(rules):
    groups = grouped(rules)

    assert [each for group in groups for each in group.parameters] == list(rules.parameters)
    assert len({group.anchor for group in groups}) == len(groups) == len(GROUPS)


def test_every_tag_has_its_words():
    assert set(TAGS) == set(Tag)
