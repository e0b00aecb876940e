"""Every parameter and every choice of every rule set has its words."""

from __future__ import annotations

from auction.rules.meanings import CHOICES, MEANINGS
from auction.rules.rule_sets import RULE_SETS


def test_no_parameter_is_without_words_and_no_words_without_a_parameter():
    assert {each.name for rules in RULE_SETS for each in rules.parameters} == set(MEANINGS)


def test_no_choice_is_without_words():
    values = [each.value for rules in RULE_SETS for each in rules.parameters]
    words = {word for value in values for word in (value if isinstance(value, tuple) else (value,))}

    assert {word for word in words if isinstance(word, str)} <= set(CHOICES)
